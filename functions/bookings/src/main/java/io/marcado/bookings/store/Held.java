package io.marcado.bookings.store;

import io.marcado.bookings.lifecycle.Booking;
import java.time.Instant;

/**
 * A time that is or was held.
 *
 * @param booking HELD, or EXPIRED once it was given up or back; the booking if it has become one
 * @param booked true when it has become a booking
 */
public record Held(Booking booking, boolean booked) {

  /** The same as it is at a moment. */
  public Held at(Instant now) {
    return new Held(booking.at(now), booked);
  }
}
