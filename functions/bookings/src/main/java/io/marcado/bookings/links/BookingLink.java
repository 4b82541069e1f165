package io.marcado.bookings.links;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.published.BookingDetails;
import io.marcado.bookings.published.BookingImage;
import io.marcado.domain.BookingId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What a link of a message leads to, as it is stored under the hash of its secret.
 *
 * @param stated a hash of what the message stated of the booking; once the booking was moved by the
 *     link, of what was agreed on then
 * @param asked the same of the move by the link that waits for approval; empty while none does
 * @param locale of the page
 */
public record BookingLink(
    BookingId bookingId, String stated, Optional<String> asked, Locale locale) {

  /** To a booking as a message states it. */
  public BookingLink(BookingId bookingId, String stated, Locale locale) {
    this(bookingId, stated, Optional.empty(), locale);
  }

  /** To a booking as a message states it. */
  static BookingLink to(BookingImage booking, Locale locale) {
    return new BookingLink(booking.bookingId(), BookingDetails.stated(booking), locale);
  }

  /** The same after it has moved the booking: its holder knows where the booking is now. */
  BookingLink following(BookingImage moved) {
    String agreed = BookingDetails.stated(moved.agreed());
    return new BookingLink(
        bookingId,
        agreed,
        Optional.of(BookingDetails.stated(moved)).filter(now -> !now.equals(agreed)),
        locale);
  }

  /**
   * True while the booking is what the message stated or where the link has moved it, in its
   * present time or, while a move waits, in the one that was approved. False once the booking is
   * over, and after its client was erased.
   */
  public boolean opens(Booking booking, Instant now) {
    BookingImage image = booking.image();
    return now.isBefore(booking.time().end())
        && !booking.isErased()
        && (states(image) || states(image.agreed()));
  }

  private boolean states(BookingImage image) {
    String facts = BookingDetails.stated(image);
    return stated.equals(facts) || asked.filter(facts::equals).isPresent();
  }
}
