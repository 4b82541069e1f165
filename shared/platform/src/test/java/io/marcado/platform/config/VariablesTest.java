package io.marcado.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VariablesTest {
  record Configuration(String table, int seconds, int most) {}

  @Test
  void shouldReadAWholeConfiguration() {
    Variables variables = new Variables(Map.of("TABLE", "t", "SECONDS", "5", "MOST", "0"));

    assertThat(variables.read(VariablesTest::configuration))
        .isEqualTo(new Configuration("t", 5, 0));
  }

  @Test
  void shouldNameEverythingThatIsMissingOrMalformed() {
    Variables variables = new Variables(Map.of("SECONDS", "soon", "MOST", ""));

    assertThatThrownBy(() -> variables.read(VariablesTest::configuration))
        .hasMessageContaining("TABLE is missing")
        .hasMessageContaining("SECONDS is not a whole number")
        .hasMessageContaining("MOST is missing");
  }

  @Test
  void shouldNameWhatSeveralConfigurationsLackTogether() {
    Variables variables = new Variables(Map.of("SECONDS", "5"));

    assertThatThrownBy(
            () ->
                variables.readTogether(
                    List.of(
                        () -> variables.read(VariablesTest::configuration),
                        () -> {
                          throw new IllegalStateException("came to grief over an empty text");
                        },
                        () -> variables.read(reader -> reader.text("ISSUER")))))
        .isInstanceOf(Variables.InvalidConfiguration.class)
        .hasMessage("Environment: TABLE is missing; MOST is missing; ISSUER is missing");
    assertThatThrownBy(() -> variables.read(reader -> reader.text("ISSUER")))
        .isInstanceOf(Variables.InvalidConfiguration.class);
  }

  @Test
  void shouldReadNumbersByName() {
    Variables variables =
        new Variables(Map.of("BY_PLAN", "FREE=5,PRO=100", "ONE", "5", "TWICE", "FREE=5;PRO=1"));

    Map<String, Integer> byPlan = variables.read(reader -> reader.numbers("BY_PLAN"));

    assertThat(byPlan).isEqualTo(Map.of("FREE", 5, "PRO", 100));
    assertThatThrownBy(
            () -> variables.read(reader -> List.of(reader.numbers("ONE"), reader.numbers("TWICE"))))
        .hasMessageContaining("ONE is not a list")
        .hasMessageContaining("TWICE is not a list");
    assertThatThrownBy(() -> variables.read(reader -> reader.numbers("NONE")))
        .hasMessageContaining("NONE is missing");
  }

  private static Configuration configuration(Variables.Reader reader) {
    return new Configuration(reader.text("TABLE"), reader.number("SECONDS"), reader.number("MOST"));
  }
}
