package io.marcado.bookings.published;

import io.marcado.domain.TenantId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes the short links of messages: at the page behind one, its client answers the message. */
public interface BookingLinks {

  /**
   * Makes a link to a booking that works while the booking is what this one says: in its service,
   * its start and its resources. It ends with the booking. Two calls make two links; both work.
   *
   * @param booking as a message is about to state it
   * @param locale of the page
   * @return the address, which nothing that is stored leads to; empty for a business whose base URL
   *     is not kept
   */
  Optional<String> make(TenantId tenant, BookingImage booking, Locale locale);

  /**
   * Notes that its client was asked to confirm this booking, since a message with a link has gone
   * out. Where the business releases what is not confirmed, and enough time is left to answer, the
   * booking is cancelled at the last moment for that. Repeating it changes nothing.
   *
   * @param booking CONFIRMED, as the message stated it
   * @param locale of the message
   */
  void asked(TenantId tenant, BookingImage booking, Locale locale);

  /** An address of the same length that leads to nothing. */
  Optional<String> sample(TenantId tenant);

  /** A text without the secrets of the links in it. */
  static String redacted(String text) {
    return Pattern.compile("/l/[a-z2-7]{16}(?![a-z2-7])").matcher(text).replaceAll("/l/…");
  }
}
