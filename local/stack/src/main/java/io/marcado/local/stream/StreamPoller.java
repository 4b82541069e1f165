package io.marcado.local.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.local.functions.FunctionFailed;
import io.marcado.local.functions.LocalFunction;
import io.marcado.local.storage.Documents;
import io.marcado.local.template.EventSource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.Stream;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Carries the table's changes to a function in their order. How far it got is kept after each
 * batch, so that a kill repeats a batch and never loses one.
 */
public final class StreamPoller implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamPoller.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Between two looks at a stream with nothing new. A caller who asks for messages makes it look at
   * once, so it need not look often, which would cost the machine more than all functions do.
   */
  private static final Duration IDLE = Duration.ofMillis(250);

  /** How long the list of shards is believed; one that ends tells of itself. */
  private static final Duration SHARDS_KNOWN = Duration.ofSeconds(5);

  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(10);
  private static final String FINISHED = "finished";

  private final DynamoDbStreamsClient streams;
  private final String tableName;
  private final EventSource.Stream source;
  private final RecordFilter filter;
  private final LocalFunction function;
  private final Documents checkpoints;
  private final Documents givenUp;
  private final Map<String, String> iterators = new HashMap<>();
  private final Thread thread;
  private List<Shard> shards = List.of();
  private long shardsReadAt = System.nanoTime() - SHARDS_KNOWN.toNanos();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by the lock: how many rounds were begun, which one was the last to come to the end of
  // the stream, and whether somebody waits for one.
  private long begun;
  private long ended;
  private boolean wanted;
  private volatile boolean closed;

  private StreamPoller(
      DynamoDbStreamsClient streams,
      String tableName,
      EventSource.Stream source,
      LocalFunction function,
      Documents checkpoints,
      Documents givenUp) {
    this.streams = streams;
    this.tableName = tableName;
    this.source = source;
    this.filter = new RecordFilter(source.filters());
    this.function = function;
    this.checkpoints = checkpoints;
    this.givenUp = givenUp;
    this.thread = Thread.ofVirtual().name("stream-" + tableName).unstarted(this::run);
  }

  /**
   * @param checkpoints by shard, the sequence number of the last record that is dealt with
   * @param givenUp takes whole records after the last retry, in place of the on-failure destination
   */
  public static StreamPoller start(
      DynamoDbStreamsClient streams,
      String tableName,
      EventSource.Stream source,
      LocalFunction function,
      Documents checkpoints,
      Documents givenUp) {
    StreamPoller poller =
        new StreamPoller(streams, tableName, source, function, checkpoints, givenUp);
    poller.thread.start();
    return poller;
  }

  private void run() {
    @Nullable String streamArn = null;
    while (!closed) {
      try {
        if (streamArn == null) {
          streamArn = streamArn();
        }
        long round = begin();
        Progress progress = pollShards(streamArn);
        if (progress.atEnd()) {
          end(round);
        }
        if (!progress.found()) {
          idle();
        }
      } catch (RuntimeException e) {
        // Whatever it was: without this thread no event would ever leave the table again.
        if (!closed) {
          LOG.warn("Reading the stream of {} failed", tableName, e);
          iterators.clear();
          shardsReadAt = System.nanoTime() - SHARDS_KNOWN.toNanos();
          pause(Duration.ofMillis(500));
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private String streamArn() {
    return streams.listStreams(request -> request.tableName(tableName)).streams().stream()
        .map(Stream::streamArn)
        .reduce((_, last) -> last)
        .orElseThrow(() -> new IllegalStateException(tableName + " has no stream"));
  }

  /**
   * Returns when every change made before the call is dealt with or given up.
   *
   * @return false when that took longer
   */
  public boolean awaitDone(Duration longest) {
    lock.lock();
    try {
      // A round in hand may have read before the change was made.
      long needed = begun + 1;
      long nanos = longest.toNanos();
      while (ended < needed && !closed) {
        if (nanos <= 0) {
          return false;
        }
        // Once: those who wait would else wake each other, over and over.
        if (!wanted) {
          wanted = true;
          changed.signalAll();
        }
        nanos = changed.awaitNanos(nanos);
      }
      return ended >= needed;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private long begin() {
    lock.lock();
    try {
      wanted = false;
      begun++;
      return begun;
    } finally {
      lock.unlock();
    }
  }

  private void end(long round) {
    lock.lock();
    try {
      ended = round;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void idle() throws InterruptedException {
    lock.lock();
    try {
      long nanos = IDLE.toNanos();
      while (!wanted && !closed && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * @param found there was something to read
   * @param atEnd and nothing is left
   */
  private record Progress(boolean found, boolean atEnd) {
    static final Progress NONE = new Progress(false, true);

    Progress and(Progress other) {
      return new Progress(found || other.found, atEnd && other.atEnd);
    }
  }

  private Progress pollShards(String streamArn) {
    Progress progress = Progress.NONE;
    List<Shard> present = shards(streamArn);
    Set<String> known = new HashSet<>(present.stream().map(Shard::shardId).toList());
    for (Shard shard : present) {
      Optional<String> checkpoint = checkpoints.get(shard.shardId());
      if (closed || checkpoint.equals(Optional.of(FINISHED))) {
        continue;
      }
      // A child shard waits for its parent, so that changes of an item stay in order.
      boolean parentDone =
          shard.parentShardId() == null
              || !known.contains(shard.parentShardId())
              || checkpoints.get(shard.parentShardId()).filter(FINISHED::equals).isPresent();
      progress =
          progress.and(
              parentDone
                  ? poll(streamArn, shard.shardId(), checkpoint)
                  : new Progress(false, false));
    }
    return progress;
  }

  private List<Shard> shards(String streamArn) {
    if (System.nanoTime() - shardsReadAt < SHARDS_KNOWN.toNanos()) {
      return shards;
    }
    List<Shard> found = new ArrayList<>();
    @Nullable String after = null;
    do {
      String start = after;
      StreamDescription description =
          streams
              .describeStream(request -> request.streamArn(streamArn).exclusiveStartShardId(start))
              .streamDescription();
      found.addAll(description.shards());
      after = description.lastEvaluatedShardId();
    } while (after != null);
    shards = List.copyOf(found);
    shardsReadAt = System.nanoTime();
    return shards;
  }

  private Progress poll(String streamArn, String shardId, Optional<String> checkpoint) {
    @Nullable String iterator = iterators.get(shardId);
    if (iterator == null) {
      iterator = iterator(streamArn, shardId, checkpoint);
    }
    String from = iterator;
    int most = Math.min(1000, source.batchSize());
    GetRecordsResponse response;
    try {
      response = streams.getRecords(request -> request.shardIterator(from).limit(most));
    } catch (ExpiredIteratorException | TrimmedDataAccessException _) {
      iterators.remove(shardId);
      return new Progress(true, false);
    }
    if (!response.records().isEmpty()) {
      process(streamArn, shardId, response.records());
    }
    boolean over = response.nextShardIterator() == null;
    if (over) {
      checkpoints.put(shardId, FINISHED);
      iterators.remove(shardId);
      // Its children are to be read now.
      shardsReadAt = System.nanoTime() - SHARDS_KNOWN.toNanos();
    } else {
      iterators.put(shardId, response.nextShardIterator());
    }
    return new Progress(
        over || !response.records().isEmpty(), !over && response.records().size() < most);
  }

  private String iterator(String streamArn, String shardId, Optional<String> checkpoint) {
    try {
      return streams
          .getShardIterator(
              request -> {
                request.streamArn(streamArn).shardId(shardId);
                checkpoint.ifPresentOrElse(
                    sequence ->
                        request
                            .shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                            .sequenceNumber(sequence),
                    () -> request.shardIteratorType(ShardIteratorType.TRIM_HORIZON));
              })
          .shardIterator();
    } catch (TrimmedDataAccessException _) {
      return streams
          .getShardIterator(
              request ->
                  request
                      .streamArn(streamArn)
                      .shardId(shardId)
                      .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
          .shardIterator();
    }
  }

  private void process(String streamArn, String shardId, List<Record> records) {
    List<ObjectNode> wanted = new ArrayList<>();
    for (Record item : records) {
      ObjectNode written = StreamRecords.write(item, streamArn);
      if (filter.passes(written.toString())) {
        wanted.add(written);
      }
    }
    deliver(shardId, wanted, 0);
    if (!closed) {
      checkpoints.put(shardId, records.getLast().dynamodb().sequenceNumber());
    }
  }

  /** Returns when every record is dealt with or given up, or this poller is closed. */
  private void deliver(String shardId, List<ObjectNode> batch, int earlierAttempts) {
    List<ObjectNode> rest = batch;
    int attempts = earlierAttempts;
    while (!rest.isEmpty() && !closed) {
      int done = done(rest);
      if (done > 0) {
        checkpoints.put(shardId, sequence(rest.get(done - 1)));
        rest = rest.subList(done, rest.size());
        attempts = 0;
        continue;
      }
      attempts++;
      if (source.maximumRetryAttempts() >= 0 && attempts > source.maximumRetryAttempts()) {
        giveUp(rest);
        return;
      }
      pause(backoff(attempts));
      if (source.bisectOnError() && rest.size() > 1) {
        int half = rest.size() / 2;
        deliver(shardId, rest.subList(0, half), attempts);
        rest = rest.subList(half, rest.size());
      }
    }
  }

  /** How many records from the front the function has dealt with. */
  private int done(List<ObjectNode> batch) {
    try {
      byte[] answer = function.invoke(StreamRecords.event(batch));
      if (!source.reportsItemFailures()) {
        return batch.size();
      }
      JsonNode failures = JSON.readTree(answer).path("batchItemFailures");
      Set<String> failed = new HashSet<>();
      failures.forEach(failure -> failed.add(failure.path("itemIdentifier").asText()));
      for (int i = 0; i < batch.size(); i++) {
        // As Lambda has it: all from the first failure on come again.
        if (failed.contains(sequence(batch.get(i)))) {
          return i;
        }
      }
      return failed.isEmpty() ? batch.size() : 0;
    } catch (FunctionFailed e) {
      LOG.error("{} failed on the stream", function.declaration().logicalId(), e);
      return 0;
    } catch (IOException e) {
      LOG.error("{} gave no JSON", function.declaration().logicalId(), e);
      return 0;
    }
  }

  private void giveUp(List<ObjectNode> batch) {
    for (ObjectNode item : batch) {
      givenUp.put(sequence(item), item.toString());
    }
    LOG.error("{} stream records were given up after the last retry", batch.size());
  }

  private static String sequence(ObjectNode item) {
    return item.path("dynamodb").path("SequenceNumber").asText();
  }

  private static Duration backoff(int attempts) {
    Duration backoff = Duration.ofMillis(100L << Math.min(attempts, 10));
    return backoff.compareTo(LONGEST_BACKOFF) < 0 ? backoff : LONGEST_BACKOFF;
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends after the batch in hand. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    streams.close();
  }
}
