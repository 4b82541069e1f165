package io.marcado.local.app.meter;

import static io.marcado.local.app.meter.SeriesCosts.COUNT;
import static io.marcado.local.app.meter.SeriesCosts.FEW;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.meter.CapacityMeter.Metered;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A series costs its holds and its bookings, and little beside. */
class SeriesCostsTest {

  @Test
  void shouldCostWhatItsBookingsCost() {
    Map<String, Metered<JsonNode>> measured =
        SeriesCosts.measure(
            TestStack.shared(), "medida-serie", TestStack.phone(), TestStack.phone());
    System.out.println(SeriesCosts.table(measured));

    assertThat(calls(measured, SeriesCosts.PLAN)).isEqualTo(Map.of("Query", 1L));
    assertThat(writeUnits(measured, SeriesCosts.PLAN)).isZero();
    // Each time is a hold of two writes, and a booking of one.
    assertThat(calls(measured, SeriesCosts.MAKE))
        .containsEntry("UpdateItem", (long) COUNT)
        .containsEntry("TransactWriteItems", 2L)
        .containsEntry("PutItem", 2L * COUNT + 1);
    assertThat(writeUnits(measured, SeriesCosts.MAKE)).isLessThanOrEqualTo(3 * COUNT + 30);
    assertThat(calls(measured, SeriesCosts.PAIR))
        .containsEntry("TransactWriteItems", COUNT + 2L)
        .containsEntry("PutItem", COUNT + 1L);
    assertThat(writeUnits(measured, SeriesCosts.PAIR)).isLessThanOrEqualTo(7 * COUNT + 30);
    assertThat(calls(measured, SeriesCosts.READ))
        .isEqualTo(Map.of("GetItem", 1L, "BatchGetItem", 1L));
    assertThat(writeUnits(measured, SeriesCosts.READ)).isZero();
    // Each is held as above and moved in one transaction; three more for the item that decides.
    assertThat(calls(measured, SeriesCosts.MOVE))
        .containsEntry("UpdateItem", FEW + 1L)
        .containsEntry("PutItem", (long) FEW)
        .containsEntry("TransactWriteItems", FEW + 2L);
    assertThat(writeUnits(measured, SeriesCosts.MOVE)).isLessThanOrEqualTo(10 * FEW + 20);
    assertThat(calls(measured, SeriesCosts.CANCEL))
        .containsEntry("TransactWriteItems", FEW + 2L)
        .doesNotContainKeys("UpdateItem", "PutItem");
    assertThat(writeUnits(measured, SeriesCosts.CANCEL)).isLessThanOrEqualTo(6 * FEW + 14);
  }

  private static Map<String, Long> calls(Map<String, Metered<JsonNode>> measured, String step) {
    return requireNonNull(measured.get(step), step).own().stream()
        .collect(Collectors.groupingBy(MeteredCall::operation, Collectors.counting()));
  }

  private static double writeUnits(Map<String, Metered<JsonNode>> measured, String step) {
    return requireNonNull(measured.get(step), step).own().stream()
        .mapToDouble(MeteredCall::writeUnits)
        .sum();
  }
}
