package io.marcado.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.local.functions.FunctionFailed;
import io.marcado.local.functions.LocalFunction;
import io.marcado.local.template.EventSource;
import io.marcado.local.template.QueueDeclaration;
import io.marcado.local.template.Surroundings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Carries a queue's messages to a function, and deletes those that it has dealt with. As Lambda
 * does, it delivers several batches at once; as a fair queue does, it gives the groups of messages
 * their turns, so that no business waits behind the flood of another.
 *
 * <p>ElasticMQ gives messages out in the order in which they came. So this reads ahead, up to
 * {@value #READ_AHEAD} messages, to find those of other groups. They count as in flight meanwhile.
 */
public final class QueuePoller implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QueuePoller.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of one long poll. A consumer stops when its poll has ended. */
  private static final int WAIT_SECONDS = 1;

  /** Of one after several that found nothing: each costs milliseconds of a processor. */
  private static final int IDLE_WAIT_SECONDS = 3;

  private static final int IDLE_AFTER = 5;

  /** Batches at once. Lambda begins with as many; more would only share the same two cores. */
  private static final int MOST_IN_HAND = 5;

  /** Most messages that wait in memory. */
  private static final int READ_AHEAD = 5_000;

  /**
   * For how long a message is hidden while it waits for its turn, in seconds; SQS allows no longer.
   * The queue's own timeout would end meanwhile, and the next read would count as a try. It has the
   * queue's timeout from when it is delivered. Where this process dies, the next one makes all
   * visible that was hidden, with all tries before it.
   */
  private static final int HIDDEN_SECONDS = 43_200;

  private final ElasticMq queues;
  private final QueueDeclaration queue;
  private final EventSource.Queue source;
  private final LocalFunction function;
  private final int retrySeconds;
  private final Thread thread;
  private final Semaphore places = new Semaphore(MOST_IN_HAND);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final FairBacklog<Message> backlog = new FairBacklog<>();
  private boolean running;
  private boolean reading;
  private volatile boolean closed;

  private QueuePoller(
      ElasticMq queues,
      QueueDeclaration queue,
      EventSource.Queue source,
      LocalFunction function,
      int retrySeconds,
      boolean running) {
    this.queues = queues;
    this.queue = queue;
    this.source = source;
    this.function = function;
    this.retrySeconds = retrySeconds;
    this.running = running;
    this.thread = Thread.ofVirtual().name("poll-" + queue.name()).unstarted(this::run);
  }

  /**
   * @param retrySeconds a failed message comes again after so long, times its receives, and not
   *     later than the queue's visibility timeout
   * @param running false for one that waits until somebody lets it run
   */
  public static QueuePoller start(
      ElasticMq queues,
      QueueDeclaration queue,
      EventSource.Queue source,
      LocalFunction function,
      int retrySeconds,
      boolean running) {
    QueuePoller poller = new QueuePoller(queues, queue, source, function, retrySeconds, running);
    poller.thread.start();
    return poller;
  }

  /** The queue that it reads. */
  public String queueName() {
    return queue.name();
  }

  public boolean isRunning() {
    return locked(() -> running);
  }

  /**
   * Lets it run, or stops it. Batches in hand are dealt with to the end. Messages that were only
   * read wait here, in flight, until it runs again: given back they would have lost a try. Once a
   * stop returns, nothing more is read, unless somebody let it run meanwhile.
   */
  public void letRun(boolean wanted) {
    lock.lock();
    try {
      running = wanted;
      changed.signalAll();
      deliverNext();
      while (!running && reading && !closed) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private <T> T locked(Supplier<T> task) {
    lock.lock();
    try {
      return task.get();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    int empty = 0;
    while (awaitRoom()) {
      try {
        List<Message> messages = receive(empty < IDLE_AFTER ? WAIT_SECONDS : IDLE_WAIT_SECONDS);
        empty = messages.isEmpty() ? empty + 1 : 0;
        keep(messages);
      } catch (RuntimeException e) {
        if (!closed) {
          LOG.warn("Polling {} failed", queue.name(), e);
          pause();
        }
      } finally {
        hasRead();
      }
    }
  }

  /** Returns false when it is closed. */
  private boolean awaitRoom() {
    return locked(
        () -> {
          while (!closed && (!running || backlog.size() >= READ_AHEAD)) {
            changed.awaitUninterruptibly();
          }
          reading = !closed;
          return reading;
        });
  }

  private void hasRead() {
    lock.lock();
    try {
      reading = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private List<Message> receive(int waitSeconds) {
    return queues
        .client()
        .receiveMessage(
            request ->
                request
                    .queueUrl(queues.url(queue.name()))
                    .maxNumberOfMessages(10)
                    .visibilityTimeout(HIDDEN_SECONDS)
                    .waitTimeSeconds(waitSeconds)
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                    .messageAttributeNames("All"))
        .messages();
  }

  private void keep(List<Message> messages) {
    lock.lock();
    try {
      messages.forEach(message -> backlog.add(group(message), message));
      deliverNext();
    } finally {
      lock.unlock();
    }
  }

  private static String group(Message message) {
    return message
        .attributes()
        .getOrDefault(MessageSystemAttributeName.MESSAGE_GROUP_ID, FairBacklog.NO_GROUP);
  }

  /** Begins with as many batches as there are places, if it runs. The caller has the lock. */
  private void deliverNext() {
    while (running && !closed && places.tryAcquire()) {
      Optional<FairBacklog.Batch<Message>> next = backlog.next(Math.min(10, source.batchSize()));
      if (next.isEmpty()) {
        places.release();
        return;
      }
      Thread.ofVirtual().name("deliver-" + queue.name()).start(() -> deliver(next.get()));
      changed.signalAll();
    }
  }

  private void deliver(FairBacklog.Batch<Message> batch) {
    try {
      List<Message> present = present(batch.messages());
      if (!present.isEmpty()) {
        deliver(present);
      }
    } catch (RuntimeException e) {
      if (!closed) {
        LOG.warn("Messages of {} come again", queue.name(), e);
        batch.messages().forEach(this::retryLater);
      }
    } finally {
      lock.lock();
      try {
        backlog.done(batch.group());
        places.release();
        deliverNext();
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Those that the queue still has: a purge takes also what was read. They are hidden for as long
   * as a delivery may take, so that a fault of it hides them no longer.
   */
  private List<Message> present(List<Message> messages) {
    List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
    for (Message message : messages) {
      entries.add(
          ChangeMessageVisibilityBatchRequestEntry.builder()
              .id(String.valueOf(entries.size()))
              .receiptHandle(message.receiptHandle())
              .visibilityTimeout(deliverySeconds())
              .build());
    }
    while (!closed) {
      try {
        return queues
            .client()
            .changeMessageVisibilityBatch(
                request -> request.queueUrl(queues.url(queue.name())).entries(entries))
            .successful()
            .stream()
            .map(entry -> messages.get(Integer.parseInt(entry.id())))
            .toList();
      } catch (RuntimeException e) {
        // Without this they would stay hidden for hours.
        if (!closed) {
          LOG.warn("Messages of {} wait", queue.name(), e);
          pause();
        }
      }
    }
    return List.of();
  }

  /** The queue's timeout, or what the function may take where functions may take longer. */
  private int deliverySeconds() {
    return (int)
        Math.min(
            HIDDEN_SECONDS,
            Math.max(queue.visibilityTimeoutSeconds(), function.longest().toSeconds()));
  }

  private void deliver(List<Message> messages) {
    Set<String> failed = failures(messages);
    List<DeleteMessageBatchRequestEntry> done = new ArrayList<>();
    for (Message message : messages) {
      if (failed.contains(message.messageId())) {
        retryLater(message);
      } else {
        done.add(
            DeleteMessageBatchRequestEntry.builder()
                .id(String.valueOf(done.size()))
                .receiptHandle(message.receiptHandle())
                .build());
      }
    }
    if (!done.isEmpty()) {
      queues
          .client()
          .deleteMessageBatch(request -> request.queueUrl(queues.url(queue.name())).entries(done));
    }
  }

  private Set<String> failures(List<Message> messages) {
    Set<String> all = new HashSet<>(messages.stream().map(Message::messageId).toList());
    try {
      byte[] answer = function.invoke(event(messages));
      if (!source.reportsItemFailures()) {
        return Set.of();
      }
      Set<String> failed = new HashSet<>();
      JsonNode items = JSON.readTree(answer).path("batchItemFailures");
      for (JsonNode item : items) {
        failed.add(item.path("itemIdentifier").asText());
      }
      // As Lambda has it: an identifier it cannot place fails the whole batch.
      return all.containsAll(failed) ? failed : all;
    } catch (FunctionFailed e) {
      LOG.error(
          "{} failed on a message of {}", function.declaration().logicalId(), queue.name(), e);
      return all;
    } catch (IOException e) {
      LOG.error("{} gave no JSON", function.declaration().logicalId(), e);
      return all;
    }
  }

  private void retryLater(Message message) {
    try {
      comeAgain(message);
    } catch (RuntimeException e) {
      // It comes again all the same, later.
      if (!closed) {
        LOG.warn("A message of {} comes again after its timeout", queue.name(), e);
      }
    }
  }

  private void comeAgain(Message message) {
    int receives =
        Integer.parseInt(
            message
                .attributes()
                .getOrDefault(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1"));
    queues
        .client()
        .changeMessageVisibility(
            request ->
                request
                    .queueUrl(queues.url(queue.name()))
                    .receiptHandle(message.receiptHandle())
                    .visibilityTimeout(
                        Math.min(queue.visibilityTimeoutSeconds(), retrySeconds * receives)));
  }

  private byte[] event(List<Message> messages) {
    ObjectNode event = JSON.createObjectNode();
    ArrayNode records = event.putArray("Records");
    for (Message message : messages) {
      ObjectNode entry = records.addObject();
      entry.put("messageId", message.messageId());
      entry.put("receiptHandle", message.receiptHandle());
      entry.put("body", message.body());
      ObjectNode attributes = entry.putObject("attributes");
      message.attributesAsStrings().forEach(attributes::put);
      ObjectNode messageAttributes = entry.putObject("messageAttributes");
      message
          .messageAttributes()
          .forEach(
              (name, value) ->
                  messageAttributes
                      .putObject(name)
                      .put("dataType", value.dataType())
                      .put("stringValue", value.stringValue()));
      entry.put("md5OfBody", message.md5OfBody());
      entry.put("eventSource", "aws:sqs");
      entry.put(
          "eventSourceARN",
          "arn:aws:sqs:%s:%s:%s"
              .formatted(Surroundings.REGION, Surroundings.ACCOUNT, queue.name()));
      entry.put("awsRegion", Surroundings.REGION);
    }
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Returns when the batches in hand are done. The next start finds messages that were only read.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    // ElasticMQ stops when its open requests have ended. This closes the connection of a poll.
    thread.interrupt();
    try {
      if (places.tryAcquire(MOST_IN_HAND, 5, TimeUnit.SECONDS)) {
        places.release(MOST_IN_HAND);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
