package io.marcado.bookings.links;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.published.BookingDetails;
import io.marcado.bookings.published.BookingImage;
import io.marcado.domain.BookingId;
import io.marcado.domain.Ids;
import io.marcado.domain.ResourceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    return new BookingLink(booking.bookingId(), stated(booking), locale);
  }

  /**
   * True while the booking is what the message stated, in its present time or, while a move waits,
   * in the one that was approved. False once the booking is over, and after its client was erased.
   */
  public boolean opens(Booking booking, Instant now) {
    BookingImage image = booking.image();
    return now.isBefore(booking.time().end())
        && !booking.isErased()
        && (stated.equals(stated(image)) || stated.equals(stated(image.agreed())));
  }

  /** A hash of what a message states of a booking. */
  public static String stated(BookingImage booking) {
    List<String> facts = new ArrayList<>();
    facts.add("booking-link-facts");
    facts.add(BookingDetails.of(booking));
    // The local start, since new rules of a zone move the instant and nothing that people were
    // told.
    facts.add(
        booking.localStart() == null
            ? booking.start().toString()
            : booking.localStart().at().toString());
    booking.resourceIds().stream().map(ResourceId::value).forEach(facts::add);
    return Ids.derived(facts);
  }
}
