package io.marcado.local.app.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.LocalStack;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.meter.GrowthCosts.Cost;
import io.marcado.local.app.meter.GrowthCosts.Much;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a request costs at the table does not depend on how much else is in it. */
class GrowthCostsTest {
  private static final int SIZE = 200;

  // Of its own: what is written here keeps the stream busy, and others wait for their messages.
  @AutoClose private static final LocalStack STACK = TestStack.own();

  private static final Map<String, Cost> FEW = measure("few", Much.NOTHING);

  @ParameterizedTest
  @EnumSource(
      value = Much.class,
      names = {"NOTHING", "BOOKINGS_AHEAD"},
      mode = EnumSource.Mode.EXCLUDE)
  void shouldCostTheSameWithMuch(Much much) {
    assertThat(measure("many-" + much.ordinal(), much)).isEqualTo(FEW);
  }

  private static Map<String, Cost> measure(String slug, Much much) {
    return GrowthCosts.measure(STACK, slug, TestStack.phone(), much, SIZE);
  }
}
