package io.marcado.webhooks.deliveries;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a failed try is made again: over about three days, at growing distances, each up to a tenth
 * longer, so that what failed together does not come again together.
 */
final class RetryPlan {
  static final List<Duration> DISTANCES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  private RetryPlan() {}

  /**
   * The next try, to the second, since schedules know no less.
   *
   * @param failed tries that have failed, one or more
   * @return empty after the last one
   */
  static Optional<Instant> next(int failed, Instant now, RandomGenerator random) {
    if (failed > DISTANCES.size()) {
      return Optional.empty();
    }
    Duration distance = DISTANCES.get(failed - 1);
    Duration more = Duration.ofMillis(random.nextLong(distance.toMillis() / 10 + 1));
    return Optional.of(
        now.plus(distance).plus(more).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1));
  }
}
