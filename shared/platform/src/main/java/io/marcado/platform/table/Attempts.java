package io.marcado.platform.table;

import io.marcado.platform.aws.SdkFailures;
import io.marcado.platform.deadline.Deadline;
import io.marcado.platform.table.Outcome.Contended;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * Tries requests to the table again while there are attempts and time left. The one place that does
 * so: the SDK's client for the table sends each request once.
 */
final class Attempts {
  /** Reads are tried less often: nothing but an outage lets one fail twice. */
  private static final int READS = 3;

  /** Left over after the last attempt, for a look at what is there now. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(1);

  private final ConflictRetry retry;
  private final RandomGenerator jitter;

  Attempts(ConflictRetry retry, RandomGenerator jitter) {
    this.retry = retry;
    this.jitter = jitter;
  }

  /**
   * A write, repeated while it is contended or its answer is lost.
   *
   * @return {@link Contended} only when no answer was lost, so that nothing was written for sure
   * @throws SdkException when an answer was lost and no later attempt told what came of it
   */
  Outcome write(Supplier<Outcome> attempt) {
    @Nullable SdkException lost = null;
    for (int number = 1; ; number++) {
      try {
        Outcome outcome = attempt.get();
        if (!(outcome instanceof Contended)) {
          return outcome;
        }
      } catch (SdkException e) {
        // An attempt still in progress is an earlier one, whose answer was lost.
        if (!SdkFailures.isAnswerLost(e) && !(e instanceof TransactionInProgressException)) {
          throw e;
        }
        lost = e;
      }
      if (!pauseAfter(number)) {
        if (lost != null) {
          throw lost;
        }
        return new Contended();
      }
    }
  }

  /** A read, repeated while it is throttled or its answer is lost. */
  <T> T read(Supplier<T> attempt) {
    for (int number = 1; ; number++) {
      try {
        return attempt.get();
      } catch (SdkException e) {
        boolean passing = SdkFailures.isAnswerLost(e) || SdkFailures.isThrottling(e);
        if (!passing || number >= READS || !pauseAfter(number)) {
          throw e;
        }
      }
    }
  }

  /** Waits before the next attempt. False, at once, when there is none or no time for it. */
  boolean pauseAfter(int attempt) {
    return attempt < retry.attempts() && pause(retry.pauseAfter(attempt, jitter));
  }

  /** Waits. False, at once, when there is no time for it. */
  static boolean pause(Duration pause) {
    if (!Deadline.leaves(pause.plus(AFTERWARDS))) {
      return false;
    }
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
