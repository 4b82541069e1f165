package io.marcado.origin.warming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.platform.config.Variables;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  private static final Variables VARIABLES =
      new Variables(Map.of("FUNCTION_NAME_PREFIX", "m-", "WARM_FUNCTIONS", "A, B,\n C"));

  @Test
  void shouldCallEachFunctionOnce() {
    FakeFunctionInvoker invoker = new FakeFunctionInvoker(Set.of());

    new WarmUp(invoker, VARIABLES).callAll();

    assertThat(invoker.called()).containsExactly("m-A", "m-B", "m-C");
  }

  @Test
  void shouldGoOnAfterAFailureAndReportIt() {
    FakeFunctionInvoker invoker = new FakeFunctionInvoker(Set.of("m-A", "m-C"));
    WarmUp warmUp = new WarmUp(invoker, VARIABLES);

    assertThatThrownBy(warmUp::callAll)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("2 of 3 functions did not answer: m-A, m-C");
    assertThat(invoker.called()).containsExactly("m-A", "m-B", "m-C");
  }
}
