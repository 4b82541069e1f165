package io.marcado.local.app.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.dynamodb.DynamoDbLocal;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Different slots of one day do not keep each other out. */
@Tag("race")
class ContentionTest {
  private static final int WRITERS = 32;

  @Test
  void shouldLetEverybodyInAtOnce() {
    long seed = new Random().nextLong(1_000_000_000);

    Contention before = run(seed, BookingWay.TRANSACTION);
    Contention now = run(seed, BookingWay.STORE);

    assertThat(now.booked()).isEqualTo(WRITERS);
    assertThat(now.ratio()).isEqualTo(1);
    assertThat(now.conflicts()).isZero();
    // So the writers met.
    assertThat(before.conflicts()).isPositive();
  }

  private static Contention run(long seed, BookingWay way) {
    Contention contention = Contention.run(DynamoDbLocal.shared(), seed, WRITERS, way);
    System.out.printf(
        "Contention of seed %d, %s: %d of %d booked, %d conflicts, %.2f writes of the row a"
            + " booking, at most %d for one, p99 %d ms%n",
        seed,
        way,
        contention.booked(),
        WRITERS,
        contention.conflicts(),
        contention.ratio(),
        contention.mostAttempts(),
        contention.percentile(99).toMillis());
    return contention;
  }
}
