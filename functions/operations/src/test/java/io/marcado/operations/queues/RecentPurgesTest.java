package io.marcado.operations.queues;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.Ids;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.operations.guard.OperatorTrailStore;
import io.marcado.operations.guard.OperatorTrailStore.Entry;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Table;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentPurgesTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Instant PURGED = Instant.parse("2026-11-25T12:00:00Z");

  private final OperatorTrailStore trail =
      new OperatorTrailStore(
          new Table(
              DynamoDbLocal.shared().client(),
              DynamoDbLocal.shared().tableName(),
              ConflictRetry.STANDARD,
              RANDOM),
          new Ids(RANDOM));
  private final RecentPurges purges = new RecentPurges(trail);

  @Test
  void shouldTellForHowLongWhatComesIntoAPurgedQueueMayGoToo() {
    // By another name of the queue. What failed is in a queue of its own.
    purge("cancellations", "WAITING");
    purge("webhooks", "FAILED");

    assertThat(purges.wait(QueueName.CONFIRMATIONS, PURGED)).contains(Duration.ofSeconds(70));
    assertThat(purges.wait(QueueName.CONFIRMATIONS, PURGED.plusSeconds(69)))
        .contains(Duration.ofSeconds(1));
    assertThat(purges.wait(QueueName.CONFIRMATIONS, PURGED.plusSeconds(70))).isEmpty();
    assertThat(purges.wait(QueueName.WEBHOOKS, PURGED)).isEmpty();
    assertThat(purges.wait(QueueName.AUDIT, PURGED)).isEmpty();
  }

  private void purge(String queue, String what) {
    trail.add(
        new Entry(
            Optional.of("ana"),
            "PurgeQueue",
            "203.0.113.1",
            PURGED,
            Map.of("queue", queue, "what", what)));
  }
}
