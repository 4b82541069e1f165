package io.marcado.local.app.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.template.FunctionDeclaration;
import java.io.File;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PackagedFunctionsTest {
  private static final FunctionDeclaration HEALTH =
      new FunctionDeclaration(
          "GetHealth",
          "health",
          "io.marcado.origin.GetHealthHandler",
          Duration.ofSeconds(10),
          512,
          Map.of("ENVIRONMENT", "test", "RELEASE_ID", "development", "TABLE_NAME", "table"),
          List.of());

  @Test
  void shouldFindNothingWrongWithAFunctionThatHasAllItsClasses() throws Exception {
    assertThat(PackagedFunctions.failures(List.of(HEALTH), System.getProperty("java.class.path")))
        .isEmpty();
  }

  @Test
  void shouldTakeAnAnswerOf5xxForAFailure() {
    assertThat(PackagedFunctions.isFailure("{\"message\":\"Primed\",\"status\":500}")).isTrue();
    assertThat(PackagedFunctions.isFailure("{\"message\":\"Primed\",\"status\":404}")).isFalse();
  }

  @Test
  void shouldTellOfAClassThatIsMissing() throws Exception {
    String withoutJackson =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("jackson-core"))
            .collect(Collectors.joining(File.pathSeparator));

    assertThat(PackagedFunctions.failures(List.of(HEALTH), withoutJackson))
        .isNotEmpty()
        .anySatisfy(line -> assertThat(line).contains("com/fasterxml/jackson/core"));
  }
}
