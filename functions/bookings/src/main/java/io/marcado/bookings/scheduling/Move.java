package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.domain.ResourceId;
import io.marcado.domain.TenantId;
import java.time.Instant;

/**
 * A booking that is to move.
 *
 * @param booking as it is, with the note that it is to have
 * @param now the instant of the request
 */
record Move(TenantId tenant, Booking booking, BookingChange change, Instant now) {

  /** When it is to start. */
  Instant start() {
    return change.startOf(booking);
  }

  /** The main resource that it is to have. */
  ResourceId main() {
    return change.mainOf(booking);
  }

  boolean keepsStart() {
    return start().equals(booking.time().start());
  }

  boolean keepsMain() {
    return main().equals(booking.mainResourceId());
  }
}
