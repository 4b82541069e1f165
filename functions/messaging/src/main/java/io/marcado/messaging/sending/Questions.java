package io.marcado.messaging.sending;

import io.marcado.bookings.published.BookingDetails;
import io.marcado.bookings.published.BookingImage;
import io.marcado.domain.BookingId;
import io.marcado.domain.Channel;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.Tally;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.Table;
import io.marcado.senders.whatsapp.OwnNumber;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What phones were last told of a booking, which is what a text from them is about: one number of
 * the platform serves all businesses. What a business's own number told stands apart, since a text
 * to that number can be about nothing of other businesses. It is noted with the count that each
 * message to a phone makes anyway, so it costs no write, and is found by one BatchGetItem of these
 * days.
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
   * @param channel by which it went, and by which alone it can be answered
   * @param own true when it went from the business's own number, to which alone it can be answered
   * @param at right before it went out, or right after
   */
  public record Question(
      TenantId tenant,
      BookingId bookingId,
      String stated,
      Locale locale,
      Channel channel,
      boolean own,
      Instant at) {

    /** What a message asks that is about to go out from a number of the platform. */
    public static Question about(
        TenantId tenant, BookingImage booking, Locale locale, Channel channel, Instant now) {
      return new Question(
          tenant, booking.bookingId(), BookingDetails.stated(booking), locale, channel, false, now);
    }

    /** The same by the way that it goes, or went in the end. */
    public Question by(Outgoing way, Instant now) {
      return new Question(
          tenant, bookingId, stated, locale, way.channel(), way.isFromOwnNumber(), now);
    }

    private String note() {
      return own ? noteOf(tenant) : NOTE;
    }

    private String text() {
      return String.join(
          " ",
          Long.toString(at.toEpochMilli()),
          tenant.value(),
          bookingId.value(),
          stated,
          locale.toLanguageTag(),
          channel.name());
    }
  }

  /**
   * A note of a day.
   *
   * @param question empty for what was not sent after all
   */
  private record Noted(Instant at, Optional<Question> question) {
    private static Noted parse(String text, boolean own) {
      String[] parts = text.split(" ", 6);
      Instant at = Instant.ofEpochMilli(Long.parseLong(parts[0]));
      return new Noted(
          at,
          parts.length == 1
              ? Optional.empty()
              : Optional.of(
                  new Question(
                      new TenantId(parts[1]),
                      new BookingId(parts[2]),
                      parts[3],
                      Locale.forLanguageTag(parts[4]),
                      Channel.valueOf(parts[5]),
                      own,
                      at)));
    }
  }

  /** The count of a message that asks, with what it asks. */
  public static Tally noted(Tally ofPhone, Question question) {
    return ofPhone.noting(
        question.note(), question.text(), Long.toString(question.at().toEpochMilli()), DAYS);
  }

  /**
   * What a text is about that was sent at this moment; empty where nothing was asked in the seven
   * days before, and where the last was asked since, by another channel, or not after all: nobody
   * knows then which is meant.
   *
   * @param to the number of a business that got the text; empty for the platform's
   */
  public Optional<Question> answeredBy(
      PhoneNumber phone, Channel channel, Optional<OwnNumber> to, Instant sent) {
    return notes(phone, to)
        .max(Comparator.comparing(Noted::at))
        .flatMap(Noted::question)
        .filter(last -> last.channel() == channel && last.own() == to.isPresent())
        .filter(last -> !last.at().isAfter(sent))
        .filter(last -> isAnswerable(last, sent));
  }

  /**
   * True where a phone was told of something in the seven days before, by whichever channel: by the
   * business whose number it wrote to, or by any from the platform's.
   */
  public boolean isTold(PhoneNumber phone, Optional<OwnNumber> to, Instant sent) {
    return notes(phone, to)
        .flatMap(note -> note.question().stream())
        .anyMatch(question -> isAnswerable(question, sent));
  }

  private static boolean isAnswerable(Question question, Instant sent) {
    return sent.isBefore(question.at().plus(ANSWERABLE));
  }

  private Stream<Noted> notes(PhoneNumber phone, Optional<OwnNumber> to) {
    Collection<Item> days =
        table.platform().get(limiter.daysOfPlatform(Tally.MESSAGES, phone.e164(), DAYS)).values();
    Stream<Noted> ofPlatform = noted(days, NOTE, false);
    return to.map(OwnNumber::business)
        .map(
            business ->
                Stream.concat(
                    noted(days, noteOf(business), true),
                    ofPlatform.filter(
                        note ->
                            note.question()
                                .filter(question -> question.tenant().equals(business))
                                .isPresent())))
        .orElse(ofPlatform);
  }

  private static Stream<Noted> noted(Collection<Item> days, String name, boolean own) {
    return days.stream()
        .flatMap(day -> day.optionalText(name).stream())
        .map(text -> Noted.parse(text, own));
  }

  private static String noteOf(TenantId business) {
    return NOTE + "-" + business.value();
  }
}
