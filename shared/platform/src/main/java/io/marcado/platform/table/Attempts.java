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
 * Retries requests to the table while attempts and time are left. Only this class retries: the
 * SDK's client for the table sends each request once.
 */
final class Attempts {
  /** Reads get fewer attempts: only an outage makes a read fail twice. */
  private static final int READS = 3;

  /** Time to keep after the last attempt, so that the caller can read the present state. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(1);

  private final ConflictRetry retry;
  private final RandomGenerator jitter;

  Attempts(ConflictRetry retry, RandomGenerator jitter) {
    this.retry = retry;
    this.jitter = jitter;
  }

  /**
   * Retries a write while it is contended or its answer is lost.
   *
   * @return {@link Contended} only when no answer was lost: then certainly nothing was written
   * @throws SdkException when an answer was lost and no later attempt told the outcome
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

  /** Retries a read while it is throttled or its answer is lost. */
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

  /** Waits before the next attempt. Returns false at once when no attempt or no time is left. */
  boolean pauseAfter(int attempt) {
    return attempt < retry.attempts() && pause(retry.pauseAfter(attempt, jitter));
  }

  /** Waits. Returns false at once when there is no time for it. */
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
