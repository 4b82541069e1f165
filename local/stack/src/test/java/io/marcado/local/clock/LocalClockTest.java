package io.marcado.local.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.marcado.local.storage.Documents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalClockTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final InstantSource SYSTEM = InstantSource.fixed(NOW);

  @Test
  void shouldGoForwardAndStayThereOverARestart() {
    Documents documents = Documents.inMemory();
    LocalClock clock = new LocalClock(SYSTEM, documents);
    List<Instant> heard = new ArrayList<>();
    clock.onAdvance(() -> heard.add(clock.instant()));

    clock.advance(Duration.ofHours(23));
    clock.advance(Duration.ofMinutes(5));

    Instant expected = NOW.plus(Duration.ofMinutes(23 * 60 + 5));
    assertThat(clock.instant()).isEqualTo(expected);
    assertThat(heard).containsExactly(NOW.plus(Duration.ofHours(23)), expected);
    assertThat(new LocalClock(SYSTEM, documents).instant()).isEqualTo(expected);
  }

  @Test
  void shouldRefuseToGoBackOrBeyondTheYear9000() {
    LocalClock clock = new LocalClock(SYSTEM, Documents.inMemory());

    assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(Duration.ofNanos(-1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> clock.advance(Duration.ofDays(365L * 8000)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> clock.advance(Duration.ofSeconds(Long.MAX_VALUE)));
    assertThat(clock.instant()).isEqualTo(NOW);
  }
}
