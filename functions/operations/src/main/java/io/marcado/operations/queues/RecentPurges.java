package io.marcado.operations.queues;

import io.marcado.operations.guard.OperatorTrailStore;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Whether what waits in a queue was purged just now, as the operators' trail has it. */
@Singleton
final class RecentPurges {
  /**
   * SQS takes up to 60 seconds for a purge, and may delete what comes meanwhile. The trail has a
   * purge before it is done, which takes a function 10 seconds at most.
   */
  static final Duration PURGING = Duration.ofSeconds(70);

  private final OperatorTrailStore trail;

  RecentPurges(OperatorTrailStore trail) {
    this.trail = trail;
  }

  /**
   * How long what is put into this queue may still go with what was purged; empty when it may not.
   * A purge that was refused counts too: the trail does not tell.
   */
  Optional<Duration> wait(QueueName queue, Instant now) {
    return trail.newestSince(now.minus(PURGING), PurgeQueueHandler.ACTION).stream()
        .filter(purge -> isOfWaiting(queue, purge.facts()))
        .map(purge -> Duration.between(now, purge.at().plus(PURGING)))
        .filter(Duration::isPositive)
        .findFirst();
  }

  private static boolean isOfWaiting(QueueName queue, Map<String, String> facts) {
    return Queues.Purged.WAITING.name().equals(facts.get("what"))
        && QueueName.find(facts.getOrDefault("queue", "")).equals(Optional.of(queue));
  }
}
