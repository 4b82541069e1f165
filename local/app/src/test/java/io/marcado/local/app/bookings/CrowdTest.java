package io.marcado.local.app.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.app.soak.Crowd;
import org.junit.jupiter.api.Test;

/** A thousand want one slot at once; one gets it. */
class CrowdTest {
  private static final int ATTEMPTS = 1000;
  private static final int THREADS = 64;

  @Test
  void shouldGiveASlotToOneOnly() {
    Shop shop = new Shop();

    Crowd crowd =
        Crowd.run(
            shop.signedUp.visitor(),
            shop.cut,
            shop.ana,
            shop.at("10:00"),
            5_511_970_000_000L,
            ATTEMPTS,
            THREADS);

    System.out.printf("Crowd: %s in %d ms%n", crowd.statuses(), crowd.took().toMillis());
    assertThat(crowd.serverErrors()).isZero();
    assertThat(crowd.count(201)).isEqualTo(1);
    assertThat(crowd.count(409)).isEqualTo(ATTEMPTS - 1);
    assertThat(shop.owner.get("/bookings").expect(200).path("items").size()).isEqualTo(1);
  }
}
