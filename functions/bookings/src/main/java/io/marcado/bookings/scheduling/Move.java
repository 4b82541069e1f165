package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.domain.ResourceId;
import java.time.Instant;

/**
 * A requested move of a booking.
 *
 * @param movable the present booking with the new note
 * @param now the instant of the request
 */
record Move(Movable movable, BookingEdit edit, Instant now) {

  Booking booking() {
    return movable.booking();
  }

  /** The new start. */
  Instant start() {
    return edit.startOf(booking());
  }

  /** The new main resource. */
  ResourceId main() {
    return edit.mainOf(booking());
  }

  boolean keepsStart() {
    return start().equals(booking().time().start());
  }

  boolean keepsMain() {
    return main().equals(booking().mainResourceId());
  }
}
