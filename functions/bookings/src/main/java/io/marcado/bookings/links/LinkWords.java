package io.marcado.bookings.links;

import io.marcado.domain.Money;
import io.marcado.platform.words.Language;
import io.marcado.platform.words.Words;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The words of the page behind a link, and of what follows from no tap, in one language. */
public record LinkWords(Words words) {
  private static final Map<Language, Words> ALL = Words.about(LinkWords.class);
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  static LinkWords of(Locale locale) {
    return new LinkWords(Objects.requireNonNull(ALL.get(Language.of(locale))));
  }

  /** Why a booking was cancelled that its client did not confirm, for the message about it. */
  public static String notConfirmed(Locale locale) {
    return of(locale).phrase("not-confirmed");
  }

  /** The tag of its language, for the page. */
  String tag() {
    return words.language().tag();
  }

  String phrase(String name) {
    return words.phrase(name);
  }

  /** A phrase with a time in it. */
  String phrase(String name, String time) {
    return words.phrase(name, Map.of("when", time));
  }

  /** The day of the week, date and time; with the offset where clocks show them twice. */
  String when(LocalDateTime local, Optional<ZoneOffset> offset) {
    return weekday(local.toLocalDate()) + ", " + words.when(local) + twice(offset);
  }

  /** The day of the week, and the date. */
  String date(LocalDate date) {
    return weekday(date)
        + ", "
        + DateTimeFormatter.ofPattern(phrase("date"), Locale.ROOT).format(date);
  }

  /** The time of day, likewise. */
  String clock(LocalDateTime local, Optional<ZoneOffset> offset) {
    return CLOCK.format(local) + twice(offset);
  }

  /** What a price becomes. */
  String price(Optional<Money> before, Optional<Money> after) {
    return words.phrase("price", Map.of("from", price(before), "to", price(after)));
  }

  private String price(Optional<Money> price) {
    return price
        .map(
            money ->
                money.amount().toPlainString().replace(".", phrase("decimal"))
                    + " "
                    + money.currency().getCurrencyCode())
        .orElseGet(() -> phrase("no-price"));
  }

  private String weekday(LocalDate date) {
    return phrase("day." + date.getDayOfWeek().getValue());
  }

  private static String twice(Optional<ZoneOffset> offset) {
    return offset.map(twice -> " (UTC" + twice.getId() + ")").orElse("");
  }

  /** Whose clocks show it. */
  String zone(String id) {
    String city = id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
    return words.phrase("zone", Map.of("zone", city));
  }
}
