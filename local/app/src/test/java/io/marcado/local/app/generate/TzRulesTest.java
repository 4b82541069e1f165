package io.marcado.local.app.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.marcado.domain.time.TzRelease;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TzRulesTest {
  private static final String RELEASES =
      "shared/domain/src/main/resources/io/marcado/domain/time/releases/";

  @Test
  void shouldKeepWhatANewReleaseChanged() throws IOException {
    String present = TzRules.files(Optional.empty()).getOrDefault(TzRules.FILE, "");
    String committed =
        present
            .replaceFirst("tz .*", "tz 2000a")
            .replaceFirst("America/Havana\t.*", "America/Havana\t-05:00");

    Map<String, String> files = TzRules.files(Optional.of(committed));

    assertThat(files)
        .containsEntry(TzRules.FILE, present)
        .containsEntry(
            RELEASES + "2000a.txt",
            "tz 2000a " + TzRelease.current().name() + "\nAmerica/Havana\t-05:00\n");
    assertThat(TzRules.files(Optional.of(present))).containsOnlyKeys(TzRules.FILE);
  }

  @Test
  void shouldNotGoBackToAnEarlierRelease() {
    assertThatIllegalStateException()
        .isThrownBy(() -> TzRules.files(Optional.of("tz 2999a\n")))
        .withMessageContaining(TzRelease.current().name());
  }
}
