package io.marcado.messaging.texts;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Optional;

/**
 * Formats a day and a time in few characters, as people of a locale write them.
 *
 * @param dated pattern of day and time
 * @param withYear the same with the year
 * @param until stands between a start and an end
 */
record LocalWhen(String dated, String withYear, String until, Locale locale) {
  /** Such as GMT-3, which people of all languages read. */
  private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("O", Locale.ROOT);

  static LocalWhen of(Locale locale) {
    return switch (locale.getLanguage()) {
      case "pt" ->
          // In Portugal the JDK writes out the weekday, which people there shorten too.
          new LocalWhen(
              "EEE dd/MM 'às' HH:mm",
              "EEE dd/MM/uuuu 'às' HH:mm",
              " até ",
              Locale.of(locale.getLanguage()));
      case "es" ->
          new LocalWhen("EEE d MMM, HH:mm 'h'", "EEE d MMM uuuu, HH:mm 'h'", " hasta ", locale);
      default -> english(locale);
    };
  }

  /** The year stands in it only if it is not that of the day on which the text is written. */
  String write(LocalDateTime when, LocalDate writtenOn) {
    boolean thisYear = when.getYear() == writtenOn.getYear();
    return DateTimeFormatter.ofPattern(thisYear ? dated : withYear, locale).format(when);
  }

  /** A start, its offset if clocks show its time twice, and an end if there is one to be told. */
  String write(
      LocalDateTime start,
      Optional<ZoneOffset> offset,
      Optional<LocalDateTime> end,
      LocalDate writtenOn) {
    return write(start, writtenOn)
        + offset.map(clock -> " (%s)".formatted(OFFSET.format(clock))).orElse("")
        + end.map(when -> until + write(when, writtenOn)).orElse("");
  }

  // Countries differ in whether the month comes first, and in the twelve-hour clock.
  private static LocalWhen english(Locale locale) {
    String usual =
        DateTimeFormatterBuilder.getLocalizedDateTimePattern(
            FormatStyle.SHORT, FormatStyle.SHORT, IsoChronology.INSTANCE, locale);
    String time = usual.contains("a") ? "h:mm a" : "HH:mm";
    return usual.indexOf('M') < usual.indexOf('d')
        ? new LocalWhen("EEE, MMM d, " + time, "EEE, MMM d, uuuu, " + time, " to ", locale)
        : new LocalWhen("EEE d MMM, " + time, "EEE d MMM uuuu, " + time, " to ", locale);
  }
}
