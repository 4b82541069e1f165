package io.marcado.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.storage.Documents;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StagesTest {
  @Test
  void shouldKeepStagesOverARestart() {
    Documents documents = Documents.inMemory();
    Stages stages = new Stages(List.of("a", "b"), documents);
    Stage stage =
        new Stage("a", "salon", Map.of("tenant", "t"), Map.of("autoDeploy", true, "x", Map.of()));

    assertThat(stages.create(stage)).isTrue();
    assertThat(stages.create(stage)).isFalse();
    stages.create(new Stage("b", "gone", Map.of(), Map.of()));
    assertThat(stages.delete("b", "gone")).isTrue();
    assertThat(stages.delete("b", "gone")).isFalse();

    Stages reopened = new Stages(List.of("a", "b"), documents);
    assertThat(reopened.named("salon")).contains(stage);
    assertThat(reopened.named("gone")).isEmpty();
    assertThat(reopened.of("a")).containsExactly(stage);
  }
}
