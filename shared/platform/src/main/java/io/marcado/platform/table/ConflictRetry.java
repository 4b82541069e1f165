package io.marcado.platform.table;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often, and after how long, a write is tried again that met others writing the same items or a
 * throttled partition: exponential back-off with full jitter.
 *
 * @param attempts at most so many, the first included
 * @param base longest pause after the first attempt; doubles with each further one
 * @param cap longest pause at all
 */
public record ConflictRetry(int attempts, Duration base, Duration cap) {

  /**
   * The invocation's deadline may end it earlier. Shorter pauses cost more: of 32 writers on one
   * day row, each transaction taking 10 to 20 ms, a base of 25 ms leaves one without success in
   * every sixth round, and this one in none of two thousand; see docs/performance.md.
   */
  public static final ConflictRetry STANDARD =
      new ConflictRetry(8, Duration.ofMillis(100), Duration.ofMillis(1_600));

  Duration pauseAfter(int attempt, RandomGenerator jitter) {
    long longest = Math.min(cap.toNanos(), base.toNanos() << Math.min(attempt - 1, 20));
    return Duration.ofNanos(jitter.nextLong(longest + 1));
  }
}
