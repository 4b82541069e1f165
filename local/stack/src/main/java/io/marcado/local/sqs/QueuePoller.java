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
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Carries a queue's messages to a function, and deletes those that it has dealt with. */
public final class QueuePoller implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QueuePoller.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A failed message comes again after this many seconds times its receives. On AWS it waits for
   * the whole visibility timeout, minutes that a developer would sit through; still, all tries
   * together last longer than a lease that a killed consumer may have left.
   */
  private static final int RETRY_SECONDS = 15;

  /** Of one long poll. ElasticMQ stops when its open requests have ended, so not longer. */
  private static final int WAIT_SECONDS = 1;

  private final ElasticMq queues;
  private final QueueDeclaration queue;
  private final EventSource.Queue source;
  private final LocalFunction function;
  private final Thread thread;
  private final ReentrantLock inHand = new ReentrantLock();
  private volatile boolean closed;

  private QueuePoller(
      ElasticMq queues, QueueDeclaration queue, EventSource.Queue source, LocalFunction function) {
    this.queues = queues;
    this.queue = queue;
    this.source = source;
    this.function = function;
    this.thread = Thread.ofVirtual().name("poll-" + queue.name()).unstarted(this::run);
  }

  public static QueuePoller start(
      ElasticMq queues, QueueDeclaration queue, EventSource.Queue source, LocalFunction function) {
    QueuePoller poller = new QueuePoller(queues, queue, source, function);
    poller.thread.start();
    return poller;
  }

  private void run() {
    while (!closed) {
      try {
        List<Message> messages =
            queues
                .client()
                .receiveMessage(
                    request ->
                        request
                            .queueUrl(queues.url(queue.name()))
                            .maxNumberOfMessages(Math.min(10, source.batchSize()))
                            .waitTimeSeconds(WAIT_SECONDS)
                            .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                            .messageAttributeNames("All"))
                .messages();
        inHand.lock();
        try {
          if (!messages.isEmpty() && !closed) {
            deliver(messages);
          }
        } finally {
          inHand.unlock();
        }
      } catch (RuntimeException e) {
        if (!closed) {
          LOG.warn("Polling {} failed", queue.name(), e);
          pause();
        }
      }
    }
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
                        Math.min(queue.visibilityTimeoutSeconds(), RETRY_SECONDS * receives)));
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

  /** Returns when the batch in hand is done, or at once where it is only waiting for messages. */
  @Override
  public void close() {
    closed = true;
    try {
      if (inHand.tryLock(5, TimeUnit.SECONDS)) {
        inHand.unlock();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
