package io.marcado.local.app.floods;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Two of the runs of {@code ./marcado bench floods}. */
@EnabledOnOs(OS.LINUX)
class FloodsTest {
  @Test
  @Tag("race")
  void shouldLetNoClientBookAShopOut() throws IOException {
    Report report = Floods.run(List.of(new ClientFlood()));

    assertThat(report.broken()).isEmpty();
    assertThat(report.rows())
        .extracting(Report.Row::after)
        .containsExactly("10 booked, none at the same time", "10 rounds");
  }

  @Test
  @Tag("race")
  void shouldTellAClientWhatBecameOfABookingWhateverElseGoesToThePhone() throws IOException {
    Report report = Floods.run(List.of(new OneVictim()));

    assertThat(report.broken()).isEmpty();
    assertThat(report.rows())
        .extracting(Report.Row::after)
        .containsExactly("11 in an hour by strangers, 16 with the client's own");
  }
}
