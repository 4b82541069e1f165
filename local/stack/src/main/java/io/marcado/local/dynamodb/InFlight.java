package io.marcado.local.dynamodb;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Contention as DynamoDB has it: a transaction takes 5 to 15 ms, and one that needs an item of
 * another one in flight is refused at once with TransactionConflict and without the item.
 */
public final class InFlight implements InterceptedDynamoDb.Interception {
  private static final int FASTEST_MILLIS = 5;
  private static final int SLOWEST_MILLIS = 15;

  private final Random random;
  private final Set<Map<String, AttributeValue>> busy = new HashSet<>();
  private final AtomicLong attempts = new AtomicLong();
  private final AtomicLong conflicts = new AtomicLong();

  public InFlight(long seed) {
    this.random = new Random(seed);
  }

  /** The client, with contention. */
  public DynamoDbClient in(DynamoDbClient client) {
    return InterceptedDynamoDb.of(client, this);
  }

  /** How many transactions were tried. */
  public long attempts() {
    return attempts.get();
  }

  /** How many of them were refused because of another one. */
  public long conflicts() {
    return conflicts.get();
  }

  @Override
  public Object around(String operation, Object[] arguments, InterceptedDynamoDb.Call call)
      throws Throwable {
    if (!operation.equals("transactWriteItems")) {
      return call.proceed(arguments);
    }
    attempts.incrementAndGet();
    List<Map<String, AttributeValue>> keys =
        ((TransactWriteItemsRequest) arguments[0])
            .transactItems().stream().map(InFlight::key).toList();
    int latency;
    synchronized (busy) {
      latency = random.nextInt(FASTEST_MILLIS, SLOWEST_MILLIS + 1);
      if (keys.stream().anyMatch(busy::contains)) {
        conflicts.incrementAndGet();
        throw conflict(keys);
      }
      busy.addAll(keys);
    }
    try {
      Thread.sleep(latency);
    } finally {
      synchronized (busy) {
        keys.forEach(busy::remove);
      }
    }
    // After its time in flight, so that a slow machine does not make the crowd denser.
    return call.proceed(arguments);
  }

  private TransactionCanceledException conflict(List<Map<String, AttributeValue>> keys) {
    return TransactionCanceledException.builder()
        .message("in flight")
        .cancellationReasons(
            keys.stream()
                .map(
                    key ->
                        CancellationReason.builder()
                            .code(busy.contains(key) ? "TransactionConflict" : "None")
                            .build())
                .toList())
        .build();
  }

  private static Map<String, AttributeValue> key(TransactWriteItem item) {
    if (item.put() != null) {
      return Map.of(
          "pk", item.put().item().getOrDefault("pk", AttributeValue.fromS("")),
          "sk", item.put().item().getOrDefault("sk", AttributeValue.fromS("")));
    }
    if (item.update() != null) {
      return item.update().key();
    }
    return item.delete() != null ? item.delete().key() : item.conditionCheck().key();
  }
}
