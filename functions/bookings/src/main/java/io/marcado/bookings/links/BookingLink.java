package io.marcado.bookings.links;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.published.BookingDetails;
import io.marcado.bookings.published.BookingImage;
import io.marcado.domain.BookingId;
import java.time.Instant;
import java.util.Locale;

/**
 * What a link of a message leads to, as it is stored under the hash of its secret.
 *
 * @param stated a hash of what the message stated of the booking
 * @param locale of the page
 */
public record BookingLink(BookingId bookingId, String stated, Locale locale) {

  /** To a booking as a message states it. */
  static BookingLink to(BookingImage booking, Locale locale) {
    return new BookingLink(booking.bookingId(), BookingDetails.stated(booking), locale);
  }

  /**
   * True while the booking is what the message stated, in its present time or, while a move waits,
   * in the one that was approved. False once the booking is over, and after its client was erased.
   */
  public boolean opens(Booking booking, Instant now) {
    BookingImage image = booking.image();
    return now.isBefore(booking.time().end())
        && !booking.isErased()
        && (stated.equals(BookingDetails.stated(image))
            || stated.equals(BookingDetails.stated(image.agreed())));
  }
}
