package io.marcado.tenants.hours;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One rule of a text: on which dates, when, and what then.
 *
 * @param join what it does to the rules before it
 * @param dates empty for all dates
 * @param weeks empty for all weeks
 * @param days empty for all days of the week
 * @param holidays true when public holidays are named; days of the week then are named beside them
 * @param times empty for the whole day
 * @param start where it begins in the text
 * @param end where it ends
 */
record HoursRule(
    Join join,
    List<Dates> dates,
    List<Weeks> weeks,
    List<Day> days,
    boolean holidays,
    List<Span> times,
    State state,
    int start,
    int end) {

  /** How a rule meets the ones before it. */
  enum Join {
    /** On its dates nothing before it counts. */
    INSTEAD,
    /** It adds times. */
    ALSO,
    /** It fills times of which nothing is said before. */
    OTHERWISE
  }

  /** What holds in its times. */
  enum State {
    OPEN,
    OFF,
    /** Open for who has asked. */
    APPOINTMENT
  }

  HoursRule {
    dates = List.copyOf(dates);
    weeks = List.copyOf(weeks);
    days = List.copyOf(days);
    times = List.copyOf(times);
  }

  /** Some dates. */
  sealed interface Dates {
    boolean include(LocalDate date);
  }

  /** From one day to another of every year; over the new year if the second is before the first. */
  record Yearly(MonthDay from, MonthDay to) implements Dates {
    @Override
    public boolean include(LocalDate date) {
      MonthDay day = MonthDay.from(date);
      boolean after = !day.isBefore(from);
      boolean before = !day.isAfter(to);
      return from.isAfter(to) ? after || before : after && before;
    }
  }

  /** From one date to another. */
  record Once(LocalDate from, LocalDate to) implements Dates {
    @Override
    public boolean include(LocalDate date) {
      return !date.isBefore(from) && !date.isAfter(to);
    }
  }

  /** Days of every year, of some years only. */
  record InYears(Yearly days, int firstYear, int lastYear) implements Dates {
    @Override
    public boolean include(LocalDate date) {
      return days.include(date) && date.getYear() >= firstYear && date.getYear() <= lastYear;
    }
  }

  /** From one count of days from Easter Sunday to another. */
  record FromEaster(int first, int last) implements Dates {
    @Override
    public boolean include(LocalDate date) {
      LocalDate easter = Easter.in(date.getYear());
      return !date.isBefore(easter.plusDays(first)) && !date.isAfter(easter.plusDays(last));
    }
  }

  /** Some weeks of each year, by ISO 8601. */
  record Weeks(int from, int to, int step) {
    boolean include(LocalDate date) {
      int week = date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      return week >= from && week <= to && (week - from) % step == 0;
    }
  }

  /**
   * One day of the week.
   *
   * @param ofMonth the how many-th of a month, from the end if negative; empty for all
   */
  record Day(DayOfWeek day, Set<Integer> ofMonth) {
    Day {
      ofMonth = Set.copyOf(ofMonth);
    }

    boolean include(LocalDate date) {
      if (date.getDayOfWeek() != day) {
        return false;
      }
      int fromStart = (date.getDayOfMonth() - 1) / 7 + 1;
      int fromEnd = -((date.lengthOfMonth() - date.getDayOfMonth()) / 7 + 1);
      return ofMonth.isEmpty() || ofMonth.contains(fromStart) || ofMonth.contains(fromEnd);
    }
  }

  /** True for a rule about holidays only. */
  boolean isOnlyOfHolidays() {
    return holidays && days.isEmpty() && dates.isEmpty() && weeks.isEmpty();
  }

  /** True on its dates, whether they are holidays or not. */
  boolean include(LocalDate date) {
    return !isOnlyOfHolidays()
        && (dates.isEmpty() || dates.stream().anyMatch(some -> some.include(date)))
        && (weeks.isEmpty() || weeks.stream().anyMatch(some -> some.include(date)))
        && (days.isEmpty() || days.stream().anyMatch(some -> some.include(date)));
  }

  /** The step of its weeks when they are every n-th of all weeks. */
  OptionalInt everyWeeks() {
    return weeks.size() == 1
            && weeks.get(0).step() > 1
            && weeks.get(0).from() <= weeks.get(0).step()
            && weeks.get(0).to() >= 52
        ? OptionalInt.of(weeks.get(0).step())
        : OptionalInt.empty();
  }
}
