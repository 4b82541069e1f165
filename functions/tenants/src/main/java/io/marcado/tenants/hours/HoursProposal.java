package io.marcado.tenants.hours;

import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.holidays.Holidays;
import io.marcado.domain.settings.BusinessHolidays;
import io.marcado.domain.time.DailyWindow;
import io.marcado.domain.time.DayOverride;
import io.marcado.domain.time.HolidayHours;
import io.marcado.domain.time.Season;
import io.marcado.domain.time.SpecialDate;
import io.marcado.domain.time.WeeklyHours;
import io.marcado.tenants.hours.HoursRule.InYears;
import io.marcado.tenants.hours.HoursRule.Once;
import io.marcado.tenants.hours.HoursRule.Yearly;
import io.marcado.tenants.hours.NotUnderstood.Reason;
import io.marcado.tenants.settings.SettingsRefusal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The hours of a text, in the terms of the settings. Hours that are the same each year become hours
 * of the week and seasons. Dates of the next {@value #DAYS} days for which these would say
 * something else become special dates: so the proposal says for each of these days exactly what the
 * rules say.
 *
 * @param businessHours most of the year
 * @param seasons the rest of it
 * @param specialDates until the last date that can be booked
 * @param holidays empty when the text says nothing of holidays
 * @param notUnderstood in the order of the text
 * @param saysHours false when it says nothing but of holidays, or nothing at all
 */
public record HoursProposal(
    WeeklyHours businessHours,
    List<Season> seasons,
    List<SpecialDate> specialDates,
    Optional<HolidayHours> holidays,
    List<NotUnderstood> notUnderstood,
    boolean saysHours) {
  /** As far as a business may ever take bookings. */
  static final int DAYS = 730;

  /** A rule of more dates than these is about a season, not about days that are named. */
  private static final int FEW_DAYS = 7;

  /** A text with more rules is about something else. */
  private static final int MOST_RULES = 60;

  public HoursProposal {
    seasons = List.copyOf(seasons);
    specialDates = List.copyOf(specialDates);
    notUnderstood =
        notUnderstood.stream().sorted(Comparator.comparingInt(NotUnderstood::position)).toList();
  }

  /**
   * Reads a text.
   *
   * @param today from when on it is to hold
   * @param kept the holidays that the business keeps, or would; empty when its country has no table
   */
  public static HoursProposal of(String text, LocalDate today, Optional<BusinessHolidays> kept) {
    HoursParser.Parsed parsed = HoursParser.parse(text);
    return new Maker(text, parsed, today, kept).make();
  }

  /** True when the text says anything. */
  public boolean understood() {
    return saysHours || holidays.isPresent();
  }

  /** True when what is not understood is no more than remarks. */
  public boolean isWhole() {
    return understood() && notUnderstood.stream().allMatch(NotUnderstood::isHarmless);
  }

  /**
   * Why it is not written; empty when it may be.
   *
   * @param partly true when it may be although other parts of the text are not understood
   */
  public Optional<SettingsRefusal> whyNot(boolean partly) {
    if (!understood()) {
      return Optional.of(faulty(List.of("says no hours that we understand")));
    }
    return partly || isWhole()
        ? Optional.empty()
        : Optional.of(
            faulty(
                notUnderstood.stream()
                    .filter(part -> !part.isHarmless())
                    .map(
                        part ->
                            "has a part that is not understood, at "
                                + part.position()
                                + ": "
                                + part.text())
                    .toList()));
  }

  private static SettingsRefusal faulty(List<String> details) {
    return new SettingsRefusal.Faulty(
        details.stream().map(detail -> new Fault("/text", FaultCode.PATTERN, detail)).toList());
  }

  private static final class Maker {
    private final String text;
    private final LocalDate today;
    private final Optional<BusinessHolidays> kept;
    private final List<HoursRule> rules;
    private final List<NotUnderstood> notUnderstood;
    private final Timetable timetable;
    private final int lastOfHolidays;

    Maker(
        String text, HoursParser.Parsed parsed, LocalDate today, Optional<BusinessHolidays> kept) {
      this.text = text;
      this.today = today;
      this.kept = kept;
      notUnderstood = new ArrayList<>(parsed.notUnderstood());
      rules = parsed.rules().stream().filter(this::isNotOver).toList();
      timetable = new Timetable(rules);
      int last = -1;
      for (int i = 0; i < rules.size(); i++) {
        last = rules.get(i).holidays() ? i : last;
      }
      lastOfHolidays = last;
    }

    HoursProposal make() {
      if (rules.size() > MOST_RULES) {
        return notSayable();
      }
      boolean anyHours = rules.stream().anyMatch(rule -> !rule.isOnlyOfHolidays());
      Optional<HolidayHours> holidays = holidays();
      YearlyHours year = year(holidays);
      nameOverridden();
      Optional<HolidayHours> known =
          holidays.map(
              hours ->
                  hours.rule() == HolidayHours.Rule.WINDOWS && isAsSunday(hours, year)
                      ? new HolidayHours(HolidayHours.Rule.SUNDAY, List.of())
                      : hours);
      List<SpecialDate> special = anyHours ? special(year, holidays) : List.of();
      boolean sayable =
          SpecialDate.faults(new ArrayList<>(special), "").isEmpty()
              && year.week().faults("").isEmpty()
              && Season.faults(new ArrayList<>(year.seasons()), "").isEmpty();
      if (!sayable) {
        return notSayable();
      }
      return new HoursProposal(
          year.week(), year.seasons(), special, known, notUnderstood, anyHours);
    }

    private HoursProposal notSayable() {
      notUnderstood.add(new NotUnderstood(text, 0, Reason.NOT_IN_SETTINGS));
      return new HoursProposal(
          WeeklyHours.NONE, List.of(), List.of(), Optional.empty(), notUnderstood, false);
    }

    private void name(HoursRule rule, Reason reason) {
      notUnderstood.add(
          new NotUnderstood(text.substring(rule.start(), rule.end()), rule.start(), reason));
    }

    private boolean isNotOver(HoursRule rule) {
      boolean over =
          !rule.dates().isEmpty()
              && rule.dates().stream()
                  .allMatch(
                      dates ->
                          switch (dates) {
                            case Once once -> once.to().isBefore(today);
                            case InYears some -> some.lastYear() < today.getYear();
                            default -> false;
                          });
      if (over) {
        name(rule, Reason.PAST);
      }
      return !over;
    }

    private Optional<HolidayHours> holidays() {
      Optional<HoursRule> named = rules.stream().filter(HoursRule::holidays).findFirst();
      if (named.isEmpty()) {
        return Optional.empty();
      }
      if (kept.isEmpty()) {
        name(named.get(), Reason.HOLIDAYS_OF_NO_COUNTRY);
        return Optional.empty();
      }
      Optional<HoursRule> partly =
          rules.stream()
              .filter(rule -> rule.holidays() && rule.state() == HoursRule.State.OFF)
              .filter(rule -> !rule.times().isEmpty())
              .findFirst();
      if (partly.isPresent()) {
        name(partly.get(), Reason.SOME_HOLIDAYS);
        return Optional.empty();
      }
      List<DailyWindow> windows = timetable.on(i -> rules.get(i).holidays());
      return Optional.of(
          windows.isEmpty()
              ? HolidayHours.CLOSED
              : new HolidayHours(HolidayHours.Rule.WINDOWS, windows));
    }

    /**
     * Numbers of weeks begin anew each year, every n-th week does not: counted from when fits best.
     */
    private YearlyHours year(Optional<HolidayHours> holidays) {
      YearlyHours first = YearlyHours.of(rules, today);
      if (rules.stream().allMatch(rule -> rule.weeks().isEmpty())) {
        return first;
      }
      LocalDate nextYear = LocalDate.of(today.getYear() + 1, 1, 7);
      return Stream.of(today, nextYear, nextYear.plusYears(1))
          .map(from -> YearlyHours.of(rules, from))
          .min(Comparator.comparingInt(year -> special(year, holidays).size()))
          .orElse(first);
    }

    /** Names dates of which a later part of the text says something else, on all of them. */
    private void nameOverridden() {
      for (HoursRule rule : rules) {
        if (rule.dates().isEmpty()) {
          continue;
        }
        Timetable others = new Timetable(rules.stream().filter(other -> other != rule).toList());
        List<DailyWindow> own = new Timetable(List.of(rule)).on(any -> true);
        List<LocalDate> dates =
            today
                .datesUntil(today.plusDays(DAYS + 1L))
                .filter(date -> rule.include(date) && !isHoliday(date))
                .toList();
        boolean changesNothing = dates.stream().allMatch(date -> on(date).equals(others.on(date)));
        if (changesNothing && dates.stream().anyMatch(date -> !on(date).equals(own))) {
          name(rule, Reason.OVERRIDDEN);
        }
      }
    }

    private static boolean isAsSunday(HolidayHours hours, YearlyHours year) {
      return year.seasons().isEmpty()
          && year.week().entries().stream().allMatch(entry -> entry.recurrence().isEmpty())
          && year.week().on(DayOfWeek.SUNDAY, LocalDate.EPOCH).equals(hours.windows());
    }

    /** The dates on which hours of the year and of holidays say something else than the rules. */
    private List<SpecialDate> special(YearlyHours year, Optional<HolidayHours> holidays) {
      List<SpecialDate> special = new ArrayList<>();
      for (LocalDate date = today; !date.isAfter(today.plusDays(DAYS)); date = date.plusDays(1)) {
        boolean holiday = holidays.isPresent() && isHoliday(date);
        List<DailyWindow> said = holiday ? onHoliday(date) : on(date);
        List<DailyWindow> usual = holiday ? holidays.get().windows() : year.on(date);
        if (said.equals(usual)) {
          continue;
        }
        DayOverride day = new DayOverride(said);
        SpecialDate last = special.isEmpty() ? null : special.getLast();
        if (last != null && last.day().equals(day) && last.to().equals(date.minusDays(1))) {
          special.removeLast();
          special.add(new SpecialDate(last.from(), date, day));
        } else {
          special.add(SpecialDate.of(date, day));
        }
      }
      return special;
    }

    private boolean isHoliday(LocalDate date) {
      return kept.isPresent() && kept.get().includes(date, Holidays.TABLES);
    }

    private List<DailyWindow> on(LocalDate date) {
      return timetable.on(date);
    }

    /**
     * Rules for holidays go before rules for days of the week, wherever they stand; days that are
     * named after them go before them.
     */
    private List<DailyWindow> onHoliday(LocalDate date) {
      return timetable.on(
          i -> rules.get(i).holidays() || (i > lastOfHolidays && isNamed(rules.get(i), date)));
    }

    private static boolean isNamed(HoursRule rule, LocalDate date) {
      return !rule.dates().isEmpty()
          && rule.dates().stream().allMatch(dates -> isOfFewDays(dates, date))
          && rule.include(date);
    }

    private static boolean isOfFewDays(HoursRule.Dates dates, LocalDate date) {
      return switch (dates) {
        case Yearly days ->
            days.to().atYear(date.getYear()).toEpochDay()
                    - days.from().atYear(date.getYear()).toEpochDay()
                < FEW_DAYS;
        case InYears some -> isOfFewDays(some.days(), date);
        case Once once -> once.to().toEpochDay() - once.from().toEpochDay() < FEW_DAYS;
        case HoursRule.FromEaster some -> some.last() - some.first() < FEW_DAYS;
      };
    }
  }
}
