package io.marcado.bookings.scheduling;

import static io.marcado.bookings.scheduling.Salon.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.links.Tapped;
import io.marcado.domain.Actor;
import org.junit.jupiter.api.Test;

/** Links are not guessed without a limit. A story by HTTP shows what they do. */
class LinkTapsTest {
  private static final String UNKNOWN = "abcdefghijklmnop";

  @Test
  void shouldCountTheTapsOfAnAddressWhateverTheyOpen() {
    try (Salon salon = new Salon("links-of-address=3")) {
      LinkTaps taps = salon.bean(LinkTaps.class);
      Actor.Visitor visitor = new Actor.Visitor(salon.tenant, "198.51.100.77");

      assertThat(taps.look(visitor, UNKNOWN, NOW)).isInstanceOf(Tapped.Gone.class);
      assertThat(taps.look(visitor, "no secret", NOW)).isInstanceOf(Tapped.Gone.class);
      assertThat(taps.act(visitor, UNKNOWN, Tapped.Act.CANCEL, 1, NOW))
          .isInstanceOf(Tapped.Gone.class);
      assertThat(taps.look(visitor, UNKNOWN, NOW)).isInstanceOf(Tapped.TooOften.class);
      assertThat(taps.act(visitor, UNKNOWN, Tapped.Act.CONFIRM, 1, NOW))
          .isInstanceOf(Tapped.TooOften.class);
    }
  }
}
