package io.marcado.platform.table;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Retry policy for writes that conflict with others or meet a throttled partition: exponential
 * backoff with full jitter.
 *
 * @param attempts most attempts, including the first one
 * @param base longest pause after the first attempt; it doubles with each further attempt
 * @param cap upper bound of every pause
 */
public record ConflictRetry(int attempts, Duration base, Duration cap) {

  /**
   * The invocation's deadline may end the retries earlier. Shorter pauses cost more. With 32
   * writers on one day row, and 10 to 20 ms for each transaction, a base of 25 ms left a writer
   * without success in every sixth round. This one did so in none of two thousand; see
   * docs/performance.md.
   */
  public static final ConflictRetry STANDARD =
      new ConflictRetry(8, Duration.ofMillis(100), Duration.ofMillis(1_600));

  Duration pauseAfter(int attempt, RandomGenerator jitter) {
    long longest = Math.min(cap.toNanos(), base.toNanos() << Math.min(attempt - 1, 20));
    return Duration.ofNanos(jitter.nextLong(longest + 1));
  }
}
