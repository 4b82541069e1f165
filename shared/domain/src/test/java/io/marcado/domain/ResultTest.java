package io.marcado.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultTest {
  private final Result<Integer, String> done = Result.done(1);
  private final Result<Integer, String> refused = Result.refused("no");

  @Test
  void shouldGoOnOnlyWithWhatWasDone() {
    assertThat(done.map(value -> value + 1)).isEqualTo(Result.done(2));
    assertThat(done.then(value -> Result.refused("no " + value))).isEqualTo(Result.refused("no 1"));
    assertThat(refused.map(value -> value + 1)).isEqualTo(Result.refused("no"));
    assertThat(refused.then(value -> Result.done(value + 1))).isEqualTo(Result.refused("no"));
  }

  @Test
  void shouldRefuseWhatIsMissingAndWhatHasAReason() {
    assertThat(Result.of(Optional.of(1), "no")).isEqualTo(done);
    assertThat(Result.of(Optional.<Integer>empty(), "no")).isEqualTo(refused);
    assertThat(Result.unless(Optional.of("no"), () -> 1)).isEqualTo(refused);
    assertThat(Result.unless(Optional.empty(), () -> 1)).isEqualTo(done);
  }

  @Test
  void shouldThrowWhatTheRefusalBecomes() {
    assertThat(done.orElseThrow(IllegalStateException::new)).isEqualTo(1);
    assertThatThrownBy(() -> refused.orElseThrow(IllegalStateException::new))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no");
  }
}
