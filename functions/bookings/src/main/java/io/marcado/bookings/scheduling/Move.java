package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.domain.ResourceId;
import io.marcado.domain.TenantId;
import java.time.Instant;

/**
 * A requested move of a booking.
 *
 * @param booking the present booking with the new note
 * @param now the instant of the request
 */
record Move(TenantId tenant, Booking booking, BookingEdit edit, Instant now) {

  /** The new start. */
  Instant start() {
    return edit.startOf(booking);
  }

  /** The new main resource. */
  ResourceId main() {
    return edit.mainOf(booking);
  }

  boolean keepsStart() {
    return start().equals(booking.time().start());
  }

  boolean keepsMain() {
    return main().equals(booking.mainResourceId());
  }
}
