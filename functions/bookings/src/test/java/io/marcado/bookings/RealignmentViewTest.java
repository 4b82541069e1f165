package io.marcado.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.SampleBooking;
import io.marcado.bookings.realign.Realigned;
import io.marcado.bookings.realign.Realigned.Outcome;
import io.marcado.bookings.realign.Realigner.Moved;
import io.marcado.domain.BookingId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalStart;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RealignmentViewTest {
  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
  private static final Zone ZONE = Zone.of("America/Sao_Paulo");

  /** A business may have more bookings than an answer holds, and an invocation has only so long. */
  @Test
  void shouldReadTheClientsOfTheBookingsThatItShowsAlone() {
    List<Booking> asked = new ArrayList<>();
    Moved moved = new Moved(ZONE, Collections.nCopies(30_000, realigned()), List.of());

    RealignmentView view =
        RealignmentView.of(
            moved,
            bookings -> {
              asked.addAll(bookings);
              return Optional.of(Map.of());
            });

    assertThat(view.items().size()).isBetween(1_000, 29_999);
    assertThat(asked.size()).isBetween(view.items().size(), 29_999);
  }

  private static Realigned realigned() {
    List<ResourceId> chairs = List.of(new ResourceId("one"));
    Interval time = Interval.ofMinutes(START, 60);
    LocalStart local = LocalStart.of(START, new LocalTimeline(ZONE));
    return new Realigned(
        SampleBooking.of(
            new BookingId("b".repeat(26)), chairs, time, Booking.oneSeatOf(chairs, time), START),
        local,
        START,
        START.plusSeconds(3_600),
        local,
        Outcome.DUE);
  }
}
