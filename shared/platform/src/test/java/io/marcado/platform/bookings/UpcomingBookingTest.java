package io.marcado.platform.bookings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.marcado.domain.ServiceId;
import io.marcado.platform.table.Item;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UpcomingBookingTest {
  private static final Instant NINE = Instant.parse("2026-11-23T12:00:00Z");

  /** Its client has asked for another service, and keeps the approved one meanwhile. */
  @Test
  void shouldHaveTheServiceOfEachOfItsTimes() {
    Item booking =
        time("beard", "Beard")
            .text("id", "b")
            .text("status", "PENDING")
            .item("request", time("cut", "Cut").instant("expiresAt", NINE).build())
            .build();

    assertThat(UpcomingBooking.of(booking))
        .extracting(UpcomingBooking::serviceId, UpcomingBooking::serviceName)
        .containsExactly(
            tuple(new ServiceId("beard"), Optional.of("Beard")),
            tuple(new ServiceId("cut"), Optional.of("Cut")));
  }

  /** From before a change could ask for another service. */
  @Test
  void shouldHaveTheServiceOfTheBookingWhereTheApprovedTimeNamesNone() {
    Item booking =
        time("cut", "Cut")
            .text("id", "b")
            .text("status", "PENDING")
            .item("request", time(null, "Cut").instant("expiresAt", NINE).build())
            .build();

    assertThat(UpcomingBooking.of(booking))
        .extracting(UpcomingBooking::serviceId)
        .containsExactly(new ServiceId("cut"), new ServiceId("cut"));
  }

  private static Item.Builder time(@Nullable String serviceId, String serviceName) {
    return Item.builder()
        .text("serviceId", serviceId)
        .text("serviceName", serviceName)
        .texts("resourceIds", List.of("ana"))
        .texts("resourceNames", List.of("Ana"))
        .instant("start", NINE)
        .instant("end", NINE.plusSeconds(1800));
  }
}
