package io.marcado.tenants.hours;

import io.marcado.domain.time.DailyWindow;
import io.marcado.domain.time.HolidayHours;
import io.marcado.domain.time.Recurrence;
import io.marcado.domain.time.Season;
import io.marcado.domain.time.SpecialDate;
import io.marcado.domain.time.WeeklyHours;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says hours in a language, so that an owner sees whether they were understood. */
enum HoursWords {
  ENGLISH(
      "en",
      List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
      "%s to %s",
      "closed",
      " and ",
      " (by request)",
      " (staff only)",
      "every %d weeks from %s",
      List.of("first", "second", "third", "fourth", "fifth"),
      "last",
      "%s of the month",
      "From %s to %s",
      "Holidays",
      "as on Sundays",
      "as on other days",
      "%2$02d/%1$02d",
      "%3$04d-%2$02d-%1$02d"),
  PORTUGUESE(
      "pt",
      List.of("segunda", "terça", "quarta", "quinta", "sexta", "sábado", "domingo"),
      "%s a %s",
      "fechado",
      " e ",
      " (a confirmar)",
      " (só pela equipe)",
      "a cada %d semanas desde %s",
      List.of("1º", "2º", "3º", "4º", "5º"),
      "último",
      "%s do mês",
      "De %s a %s",
      "Feriados",
      "como aos domingos",
      "como nos outros dias",
      "%1$02d/%2$02d",
      "%1$02d/%2$02d/%3$04d"),
  SPANISH(
      "es",
      List.of("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
      "%s a %s",
      "cerrado",
      " y ",
      " (a confirmar)",
      " (solo el equipo)",
      "cada %d semanas desde %s",
      List.of("1.º", "2.º", "3.º", "4.º", "5.º"),
      "último",
      "%s del mes",
      "Del %s al %s",
      "Festivos",
      "como los domingos",
      "como los demás días",
      "%1$02d/%2$02d",
      "%1$02d/%2$02d/%3$04d");

  /** More dates than these are only counted. */
  private static final int FEW = 12;

  private final String language;
  private final List<String> days;
  private final String range;
  private final String closed;
  private final String and;
  private final String byRequest;
  private final String byStaff;
  private final String everyWeeks;
  private final List<String> ordinals;
  private final String last;
  private final String ofMonth;
  private final String season;
  private final String holidays;
  private final String asOnSundays;
  private final String asOnOtherDays;
  private final String dayAndMonth;
  private final String date;

  HoursWords(
      String language,
      List<String> days,
      String range,
      String closed,
      String and,
      String byRequest,
      String byStaff,
      String everyWeeks,
      List<String> ordinals,
      String last,
      String ofMonth,
      String season,
      String holidays,
      String asOnSundays,
      String asOnOtherDays,
      String dayAndMonth,
      String date) {
    this.language = language;
    this.days = days;
    this.range = range;
    this.closed = closed;
    this.and = and;
    this.byRequest = byRequest;
    this.byStaff = byStaff;
    this.everyWeeks = everyWeeks;
    this.ordinals = ordinals;
    this.last = last;
    this.ofMonth = ofMonth;
    this.season = season;
    this.holidays = holidays;
    this.asOnSundays = asOnSundays;
    this.asOnOtherDays = asOnOtherDays;
    this.dayAndMonth = dayAndMonth;
    this.date = date;
  }

  /** The words of a language; English for one that has none. */
  static HoursWords of(Locale locale) {
    return Stream.of(values())
        .filter(words -> words.language.equals(locale.getLanguage()))
        .findFirst()
        .orElse(ENGLISH);
  }

  /** A line for each group of days with the same hours, then seasons, dates and holidays. */
  List<String> of(HoursProposal proposal) {
    List<String> lines = new ArrayList<>();
    if (proposal.saysHours()) {
      lines.addAll(week(proposal.businessHours()));
    }
    for (Season part : proposal.seasons()) {
      String when =
          part.from().equals(part.to())
              ? text(part.from())
              : season.formatted(text(part.from()), text(part.to()));
      lines.add(when + ": " + String.join("; ", week(part.hours())));
    }
    proposal.specialDates().stream().limit(FEW).map(this::line).forEach(lines::add);
    if (proposal.specialDates().size() > FEW) {
      lines.add("+ " + (proposal.specialDates().size() - FEW));
    }
    proposal.holidays().ifPresent(hours -> lines.add(holidays + ": " + hours(hours)));
    return lines;
  }

  private String line(SpecialDate special) {
    String when =
        special.from().equals(special.to())
            ? text(special.from())
            : range.formatted(text(special.from()), text(special.to()));
    return when + ": " + windows(special.day().windows());
  }

  private String hours(HolidayHours hours) {
    return switch (hours.rule()) {
      case CLOSED -> closed;
      case SUNDAY -> asOnSundays;
      case WINDOWS -> windows(hours.windows());
      case OPEN -> asOnOtherDays;
    };
  }

  private List<String> week(WeeklyHours hours) {
    List<String> lines = new ArrayList<>();
    int first = 0;
    while (first < days.size()) {
      String said = day(hours, first);
      int end = first + 1;
      while (end < days.size() && day(hours, end).equals(said)) {
        end++;
      }
      String names =
          end == first + 1
              ? days.get(first)
              : end == first + 2
                  ? days.get(first) + and + days.get(first + 1)
                  : range.formatted(days.get(first), days.get(end - 1));
      lines.add(names + ": " + said);
      first = end;
    }
    return lines;
  }

  private String day(WeeklyHours hours, int index) {
    List<WeeklyHours.Entry> entries =
        hours.entries().stream()
            .filter(entry -> entry.day() == DayOfWeek.of(index + 1))
            .sorted(Comparator.comparingInt(entry -> entry.window().opens()))
            .toList();
    return entries.isEmpty()
        ? closed
        : entries.stream()
            .map(entry -> text(entry.window()) + recurrence(entry.recurrence()))
            .collect(Collectors.joining(", "));
  }

  private String recurrence(Optional<Recurrence> recurrence) {
    return recurrence
        .map(
            some ->
                switch (some) {
                  case Recurrence.EveryWeeks every ->
                      " (" + everyWeeks.formatted(every.weeks(), text(every.from())) + ")";
                  case Recurrence.WeeksOfMonth month ->
                      " ("
                          + ofMonth.formatted(
                              month.weeks().stream()
                                  .sorted(Comparator.comparing(week -> week < 0))
                                  .map(week -> week < 0 ? last : ordinals.get(week - 1))
                                  .collect(Collectors.joining(", ")))
                          + ")";
                })
        .orElse("");
  }

  private String windows(List<DailyWindow> windows) {
    return windows.isEmpty()
        ? closed
        : windows.stream().map(this::text).collect(Collectors.joining(", "));
  }

  private String text(DailyWindow window) {
    String who =
        switch (window.booking()) {
          case DIRECT -> "";
          case APPROVAL -> byRequest;
          case STAFF -> byStaff;
        };
    return clock(window.opens()) + "–" + clock(window.closes()) + who;
  }

  /** Two at night is 02:00 to people. */
  private static String clock(int minute) {
    return DailyWindow.timeOf(minute > DailyWindow.DAY ? minute - DailyWindow.DAY : minute);
  }

  private String text(MonthDay day) {
    return dayAndMonth.formatted(day.getDayOfMonth(), day.getMonthValue());
  }

  private String text(LocalDate day) {
    return date.formatted(day.getDayOfMonth(), day.getMonthValue(), day.getYear());
  }
}
