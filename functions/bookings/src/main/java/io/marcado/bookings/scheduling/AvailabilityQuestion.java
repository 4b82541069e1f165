package io.marcado.bookings.scheduling;

import io.marcado.domain.Actor;
import io.marcado.domain.BookingId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.time.Zone;
import java.time.Instant;
import java.util.Optional;

/**
 * A question for free times.
 *
 * @param zone the zone of the dates and of the answer; empty for the business's
 * @param bookingId a booking that the actor wants to move: its own time counts as free, and its own
 *     length counts; empty for a new booking
 * @param durationMinutes how long the booking shall last; empty for the usual duration, and for
 *     that of the booking to move
 */
public record AvailabilityQuestion(
    Actor actor,
    ServiceId serviceId,
    LocalDates dates,
    Optional<Zone> zone,
    Optional<BookingId> bookingId,
    Optional<Integer> durationMinutes,
    Instant now) {

  /** One for the usual duration. */
  public AvailabilityQuestion(
      Actor actor,
      ServiceId serviceId,
      LocalDates dates,
      Optional<Zone> zone,
      Optional<BookingId> bookingId,
      Instant now) {
    this(actor, serviceId, dates, zone, bookingId, Optional.empty(), now);
  }
}
