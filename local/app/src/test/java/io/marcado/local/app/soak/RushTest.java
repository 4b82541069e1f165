package io.marcado.local.app.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.app.soak.Rush.Answer;
import io.marcado.local.dynamodb.DynamoDbLocal;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A thousand clients within a second get what there is, and the others a clear answer. */
@Tag("race")
class RushTest {
  private static final int CLIENTS = 1000;

  /** The seats of one class, and the half hours of one day. */
  @ParameterizedTest
  @CsvSource({"1, 100", "48, 1"})
  void shouldGiveAwayAllThereIs(int slots, int seats) {
    long seed = new Random().nextLong(1_000_000_000);

    Rush rush = Rush.run(DynamoDbLocal.shared(), seed, CLIENTS, slots, seats);

    System.out.printf(
        "Rush of seed %d on %d slots of %d seats: %d booked, %d taken, %d busy, at most %d requests,"
            + " p99 %d ms%n",
        seed,
        slots,
        seats,
        rush.count(Answer.BOOKED),
        rush.count(Answer.TAKEN),
        rush.count(Answer.BUSY),
        rush.mostRequests(),
        rush.percentile(99).toMillis());
    assertThat(rush.count(Answer.BOOKED)).isEqualTo((long) slots * seats);
    assertThat(rush.count(Answer.TAKEN)).isEqualTo(CLIENTS - (long) slots * seats);
    assertThat(rush.mostRequests()).isLessThanOrEqualTo(3);
  }

  /** Of a resource, and of a session. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldGiveTwentySeatsToTwentyWhereEveryOtherOneHoldsFirst(boolean ofSession) {
    long seed = new Random().nextLong(1_000_000_000);

    Rush rush = Rush.runWithHolds(DynamoDbLocal.shared(), seed, CLIENTS, 20, ofSession);

    System.out.printf(
        "Rush with holds of seed %d: p99 %d ms%n", seed, rush.percentile(99).toMillis());
    assertThat(rush.count(Answer.BOOKED)).as("seed %d", seed).isEqualTo(20);
    assertThat(rush.count(Answer.TAKEN)).isEqualTo(CLIENTS - 20L);
  }
}
