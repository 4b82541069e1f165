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
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Contention as DynamoDB has it. A transaction takes 5 to 15 ms. Whatever writes an item of one in
 * flight is refused at once with TransactionConflict and without the item. A plain write takes 3 to
 * 8 ms and refuses nobody: the table orders plain writes of an item.
 */
public final class InFlight implements InterceptedDynamoDb.Interception {
  private static final int FASTEST_MILLIS = 5;
  private static final int SLOWEST_MILLIS = 15;
  private static final int FASTEST_PLAIN_MILLIS = 3;
  private static final int SLOWEST_PLAIN_MILLIS = 8;

  private final Random random;
  private final Set<Map<String, AttributeValue>> busy = new HashSet<>();
  private final AtomicLong conflicts = new AtomicLong();

  public InFlight(long seed) {
    this.random = new Random(seed);
  }

  /** The client, with contention. */
  public DynamoDbClient in(DynamoDbClient client) {
    return InterceptedDynamoDb.of(client, this);
  }

  /** How many writes were refused because of a transaction. */
  public long conflicts() {
    return conflicts.get();
  }

  @Override
  public Object around(String operation, Object[] arguments, InterceptedDynamoDb.Call call)
      throws Throwable {
    return switch (arguments == null || arguments.length == 0 ? "" : arguments[0]) {
      case TransactWriteItemsRequest transaction ->
          transact(
              transaction.transactItems().stream().map(InFlight::key).toList(), arguments, call);
      case PutItemRequest put -> plain(key(put.item()), arguments, call);
      case UpdateItemRequest update -> plain(update.key(), arguments, call);
      case DeleteItemRequest delete -> plain(delete.key(), arguments, call);
      default -> call.proceed(arguments);
    };
  }

  private Object plain(
      Map<String, AttributeValue> key, Object[] arguments, InterceptedDynamoDb.Call call)
      throws Throwable {
    int latency;
    synchronized (busy) {
      latency = random.nextInt(FASTEST_PLAIN_MILLIS, SLOWEST_PLAIN_MILLIS + 1);
    }
    Thread.sleep(latency);
    synchronized (busy) {
      if (busy.contains(key)) {
        conflicts.incrementAndGet();
        throw TransactionConflictException.builder().message("in flight").build();
      }
    }
    return call.proceed(arguments);
  }

  private Object transact(
      List<Map<String, AttributeValue>> keys, Object[] arguments, InterceptedDynamoDb.Call call)
      throws Throwable {
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

  private static Map<String, AttributeValue> key(Map<String, AttributeValue> item) {
    return Map.of(
        "pk", item.getOrDefault("pk", AttributeValue.fromS("")),
        "sk", item.getOrDefault("sk", AttributeValue.fromS("")));
  }

  private static Map<String, AttributeValue> key(TransactWriteItem item) {
    if (item.put() != null) {
      return key(item.put().item());
    }
    if (item.update() != null) {
      return item.update().key();
    }
    return item.delete() != null ? item.delete().key() : item.conditionCheck().key();
  }
}
