package io.marcado.local.app.soak;

import io.marcado.local.dynamodb.InterceptedDynamoDb;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * What goes wrong between a function and DynamoDB and never does with DynamoDB Local: conflicts of
 * transactions, throttling, and answers that are lost before or after the write was done. And what
 * goes wrong with a function: it is slow, or dies before or after a write.
 */
public final class Faults implements InterceptedDynamoDb.Interception {
  private static final double CONFLICT = 0.05;
  private static final double THROTTLED = 0.03;
  private static final double LOST_BEFORE = 0.01;
  private static final double LOST_AFTER = 0.03;
  private static final double CRASHED_BEFORE = 0.01;
  private static final double CRASHED_AFTER = 0.02;
  private static final double SLOW = 0.1;
  private static final int SLOWEST_MILLIS = 15;

  /** Bookings whose time is taken are written late enough to be given up by others. */
  private static final double LATE = 0.4;

  private static final int LATEST_MILLIS = 60;

  private final Random random;
  private final AtomicLong injected = new AtomicLong();

  public Faults(long seed) {
    this.random = new Random(seed);
  }

  /** The function dies here: nothing of it runs any more, not what it does when something fails. */
  public static final class Crash extends Error {
    private static final long serialVersionUID = 1;

    Crash() {
      super("injected: the function died");
    }
  }

  /** The client, with faults. */
  public DynamoDbClient in(DynamoDbClient client) {
    return InterceptedDynamoDb.of(client, this);
  }

  /** How many faults there were. */
  public long injected() {
    return injected.get();
  }

  @Override
  public Object around(String operation, Object[] arguments, InterceptedDynamoDb.Call call)
      throws Throwable {
    boolean transaction = operation.equals("transactWriteItems");
    if (!transaction && !operation.equals("putItem") && !operation.equals("updateItem")) {
      return call.proceed(arguments);
    }
    if (dice() < (operation.equals("putItem") ? LATE : SLOW)) {
      Thread.sleep(
          (long) (dice() * (operation.equals("putItem") ? LATEST_MILLIS : SLOWEST_MILLIS)));
    }
    double dice = dice();
    if ((dice -= CRASHED_BEFORE) < 0) {
      injected.incrementAndGet();
      throw new Crash();
    }
    if ((dice -= CONFLICT) < 0) {
      injected.incrementAndGet();
      throw transaction
          ? conflict((TransactWriteItemsRequest) arguments[0])
          : TransactionConflictException.builder().message("injected").build();
    }
    if ((dice -= THROTTLED) < 0) {
      injected.incrementAndGet();
      throw ProvisionedThroughputExceededException.builder().message("injected").build();
    }
    if ((dice -= LOST_BEFORE) < 0) {
      injected.incrementAndGet();
      throw SdkClientException.create("injected: the request was lost");
    }
    Object answer = call.proceed(transaction ? forgotten(arguments) : arguments);
    if ((dice -= CRASHED_AFTER) < 0) {
      injected.incrementAndGet();
      throw new Crash();
    }
    if (dice - LOST_AFTER < 0) {
      injected.incrementAndGet();
      throw SdkClientException.create("injected: the answer was lost");
    }
    return answer;
  }

  // DynamoDB remembers a token for ten minutes; half the time we behave as if they were over, so
  // that a repetition meets its own write.
  private Object[] forgotten(Object[] arguments) {
    return dice() < 0.5
        ? arguments
        : new Object[] {
          ((TransactWriteItemsRequest) arguments[0]).toBuilder().clientRequestToken(null).build()
        };
  }

  private static TransactionCanceledException conflict(TransactWriteItemsRequest request) {
    return TransactionCanceledException.builder()
        .message("injected")
        .cancellationReasons(
            request.transactItems().stream()
                .map(
                    item ->
                        CancellationReason.builder()
                            .code(
                                item == request.transactItems().getLast()
                                    ? "TransactionConflict"
                                    : "None")
                            .build())
                .toList())
        .build();
  }

  private double dice() {
    synchronized (random) {
      return random.nextDouble();
    }
  }
}
