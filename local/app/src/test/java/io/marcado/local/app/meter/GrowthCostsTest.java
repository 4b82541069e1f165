package io.marcado.local.app.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.app.TestStack;
import io.marcado.local.app.meter.GrowthCosts.Cost;
import io.marcado.local.app.meter.GrowthCosts.Much;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a request costs at the table does not depend on how much else is in it. */
class GrowthCostsTest {
  private static final int SIZE = 200;

  @ParameterizedTest
  @EnumSource(
      value = Much.class,
      names = {"NOTHING", "BOOKINGS_AHEAD"},
      mode = EnumSource.Mode.EXCLUDE)
  void shouldCostTheSameWithMuch(Much much) {
    Map<String, Cost> few = measure("few-" + much.ordinal(), Much.NOTHING);
    Map<String, Cost> many = measure("many-" + much.ordinal(), much);

    assertThat(many).isEqualTo(few);
  }

  private static Map<String, Cost> measure(String slug, Much much) {
    return GrowthCosts.measure(TestStack.shared(), slug, TestStack.phone(), much, SIZE);
  }
}
