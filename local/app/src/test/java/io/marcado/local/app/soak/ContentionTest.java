package io.marcado.local.app.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.dynamodb.DynamoDbLocal;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Different slots of one day do not keep each other out for long. */
@Tag("race")
class ContentionTest {
  private static final int WRITERS = 32;

  @Test
  void shouldLetEverybodyIn() {
    long seed = new Random().nextLong(1_000_000_000);

    Contention contention = Contention.run(DynamoDbLocal.shared(), seed, WRITERS);

    System.out.printf(
        "Contention of seed %d: %d writers, %d transactions, %d conflicts, %.2f transactions a"
            + " booking, at most %d for one, %d ms%n",
        seed,
        contention.writers(),
        contention.attempts(),
        contention.conflicts(),
        contention.ratio(),
        contention.mostAttempts(),
        contention.took().toMillis());
    assertThat(contention.booked()).isEqualTo(WRITERS);
    assertThat(contention.mostAttempts()).isLessThanOrEqualTo(8);
    assertThat(contention.conflicts()).isPositive();
  }
}
