package io.marcado.platform.table;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The one retry loop for writes under an optimistic lock. It reads, decides and writes again while
 * others change the data. Each failed attempt is another request's success, so a few attempts
 * suffice. Between attempts it pauses, as long as the invocation's deadline leaves time.
 */
public final class OptimisticRetry {
  /** About two seconds of pauses at most, so that a caller still waits for the answer. */
  private static final ConflictRetry PLAN =
      new ConflictRetry(10, Duration.ofMillis(20), Duration.ofMillis(320));

  private OptimisticRetry() {}

  /**
   * Repeats an attempt until it succeeds.
   *
   * @param attempt reads, decides and writes; empty when its data was stale
   * @return the result of the attempt that succeeded
   * @throws TableUnavailableException when others were faster each time
   */
  public static <T> T untilWritten(Supplier<Optional<T>> attempt) {
    return untilWritten(
        attempt,
        () -> {
          throw new TableUnavailableException();
        });
  }

  /**
   * The same for an attempt without a result.
   *
   * @param attempt false when its data was stale
   * @throws TableUnavailableException when others were faster each time
   */
  public static void untilTrue(BooleanSupplier attempt) {
    untilWritten(() -> attempt.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  /**
   * The same for a caller with its own result for "busy".
   *
   * @param busy the result when others were faster each time
   */
  public static <T> T untilWritten(Supplier<Optional<T>> attempt, Supplier<T> busy) {
    for (int number = 1; ; number++) {
      Optional<T> result = attempt.get();
      if (result.isPresent()) {
        return result.get();
      }
      if (!pauseAfter(number)) {
        return busy.get();
      }
    }
  }

  private static boolean pauseAfter(int number) {
    // All copies of a snapshot would pause alike if the generator's seed were in the snapshot.
    return number < PLAN.attempts() && Attempts.pause(PLAN.pauseAfter(number, new SecureRandom()));
  }
}
