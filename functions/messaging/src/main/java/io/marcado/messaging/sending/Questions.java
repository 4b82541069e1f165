package io.marcado.messaging.sending;

import io.marcado.bookings.published.BookingDetails;
import io.marcado.bookings.published.BookingImage;
import io.marcado.domain.BookingId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.Tally;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * What phones were last told of a booking, which is what a text from them is about: one number of
 * the platform serves all businesses. It is noted with the count that each message to a phone makes
 * anyway, so it costs no write, and is found by one BatchGetItem of these days.
 */
@Singleton
public final class Questions {
  private static final String NOTE = "asked";
  private static final int DAYS = 7;

  /** How long after a message a text may be about it. */
  static final Duration ANSWERABLE = Duration.ofDays(DAYS);

  private final RateLimiter limiter;
  private final Table table;

  public Questions(RateLimiter limiter, Table table) {
    this.limiter = limiter;
    this.table = table;
  }

  /**
   * A booking as a message told a phone of it.
   *
   * @param stated as {@link BookingDetails#stated} has it
   * @param locale of the message
   * @param at right before it went out
   */
  public record Question(
      TenantId tenant, BookingId bookingId, String stated, Locale locale, Instant at) {

    /** What a message asks that is about to go out. */
    public static Question about(
        TenantId tenant, BookingImage booking, Locale locale, Instant now) {
      return new Question(tenant, booking.bookingId(), BookingDetails.stated(booking), locale, now);
    }

    private String text() {
      return String.join(
          " ",
          Long.toString(at.toEpochMilli()),
          tenant.value(),
          bookingId.value(),
          stated,
          locale.toLanguageTag());
    }

    private static Question parse(String text) {
      String[] parts = text.split(" ", 5);
      return new Question(
          new TenantId(parts[1]),
          new BookingId(parts[2]),
          parts[3],
          Locale.forLanguageTag(parts[4]),
          Instant.ofEpochMilli(Long.parseLong(parts[0])));
    }
  }

  /** The count of a message that asks, with what it asks. */
  public static Tally noted(Tally ofPhone, Question question) {
    return ofPhone.noting(NOTE, question.text(), DAYS);
  }

  /**
   * What a text is about that was sent at this moment; empty where nothing was asked in the seven
   * days before, and where something else was asked since: nobody knows then which is meant.
   */
  public Optional<Question> answeredBy(PhoneNumber phone, Instant sent) {
    return table
        .platform()
        .get(limiter.daysOfPlatform(Tally.MESSAGES, phone.e164(), DAYS))
        .values()
        .stream()
        .flatMap(day -> day.optionalText(NOTE).stream())
        .map(Question::parse)
        .max(Comparator.comparing(Question::at))
        .filter(last -> !last.at().isAfter(sent))
        .filter(last -> sent.isBefore(last.at().plus(ANSWERABLE)));
  }
}
