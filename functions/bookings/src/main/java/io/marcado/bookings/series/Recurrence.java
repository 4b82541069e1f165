package io.marcado.bookings.series;

import io.marcado.domain.time.LocalTimeline;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which dates a series has: every so many days, weeks or months, until there are enough.
 *
 * <p>It counts from the date of the first start. That date has an occurrence only if it fits. A
 * month that lacks the day, such as a 31st or a fifth Friday, has none.
 *
 * @param interval 1 for every day, week or month, 2 for every other one
 */
public record Recurrence(Pattern pattern, int interval, End end) {
  /** Most occurrences of a series. */
  public static final int MOST = 104;

  /** The last date that may have one, in days from the first start: two years. */
  public static final int FARTHEST_DAYS = 731;

  /** Which days of a day, a week or a month. */
  public sealed interface Pattern {
    /** The dates of a step, in order; some may lie before the first one. */
    Stream<LocalDate> dates(LocalDate first, int steps);

    /** Every day. */
    record Daily() implements Pattern {
      @Override
      public Stream<LocalDate> dates(LocalDate first, int steps) {
        return Stream.of(first.plusDays(steps));
      }
    }

    /** Some days of a week, which begins on Monday. */
    record Weekly(Set<DayOfWeek> days) implements Pattern {
      public Weekly {
        EnumSet<DayOfWeek> all = EnumSet.noneOf(DayOfWeek.class);
        all.addAll(days);
        days = all;
      }

      @Override
      public Stream<LocalDate> dates(LocalDate first, int steps) {
        LocalDate monday =
            first.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).plusWeeks(steps);
        return days.stream().map(day -> monday.with(TemporalAdjusters.nextOrSame(day)));
      }
    }

    /**
     * A day of each month.
     *
     * @param day 1 to 31; -1 for the last one
     */
    record Monthly(int day) implements Pattern {
      @Override
      public Stream<LocalDate> dates(LocalDate first, int steps) {
        YearMonth month = YearMonth.from(first).plusMonths(steps);
        if (day < 0) {
          return Stream.of(month.atEndOfMonth());
        }
        return month.isValidDay(day) ? Stream.of(month.atDay(day)) : Stream.empty();
      }
    }

    /**
     * A weekday of each month.
     *
     * @param nth 1 to 5; -1 for the last one
     */
    record MonthlyOn(int nth, DayOfWeek day) implements Pattern {
      @Override
      public Stream<LocalDate> dates(LocalDate first, int steps) {
        YearMonth month = YearMonth.from(first).plusMonths(steps);
        return Stream.of(month.atDay(1).with(TemporalAdjusters.dayOfWeekInMonth(nth, day)))
            .filter(date -> YearMonth.from(date).equals(month));
      }
    }
  }

  /** When there are enough. */
  public sealed interface End {
    /** After so many. */
    record Count(int count) implements End {}

    /** After a date, which may have one. */
    record Until(LocalDate last) implements End {}

    /** After a moment, which may be the start of one. */
    record UntilMoment(Instant last) implements End {}
  }

  /** Why it makes no series. */
  public enum Fault {
    /** It has more than {@link #MOST}. */
    TOO_MANY,
    /** It goes on for longer than {@link #FARTHEST_DAYS}. */
    TOO_FAR,
    /** It has none. */
    NONE
  }

  /**
   * What it comes to.
   *
   * @param starts in order; of no use together with a fault
   * @param fault empty when it makes a series
   */
  public record Starts(List<Instant> starts, Optional<Fault> fault) {
    public Starts {
      starts = List.copyOf(starts);
    }
  }

  /**
   * The starts from a first one on. Each is at the same local time, whatever the clocks do between.
   */
  public Starts starts(Instant first, LocalTimeline timeline) {
    LocalDateTime local = timeline.localOf(first);
    LocalDate date = local.toLocalDate();
    LocalDate farthest = date.plusDays(FARTHEST_DAYS);
    List<Instant> starts = new ArrayList<>();
    for (int step = 0; ; step++) {
      int steps = step * interval;
      // The first day that this step could have.
      LocalDate from =
          switch (pattern) {
            case Pattern.Daily _ -> date.plusDays(steps);
            case Pattern.Weekly _ ->
                date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).plusWeeks(steps);
            case Pattern.Monthly _, Pattern.MonthlyOn _ ->
                YearMonth.from(date).plusMonths(steps).atDay(1);
          };
      if (from.isAfter(farthest)) {
        return starts(starts, isOpenAfter(farthest, timeline, local));
      }
      List<LocalDate> dates =
          pattern.dates(date, steps).filter(found -> !found.isBefore(date)).toList();
      for (LocalDate found : dates) {
        // Where clocks go back its local time is there twice, and it is the one that was asked for.
        Instant start = found.equals(date) ? first : timeline.at(found.atTime(local.toLocalTime()));
        boolean over =
            switch (end) {
              case End.Count(int count) -> starts.size() == count;
              case End.Until(LocalDate last) -> found.isAfter(last);
              case End.UntilMoment(Instant last) -> start.isAfter(last);
            };
        if (over) {
          return starts(starts, false);
        }
        if (starts.size() == MOST) {
          return new Starts(starts, Optional.of(Fault.TOO_MANY));
        }
        if (found.isAfter(farthest)) {
          return starts(starts, true);
        }
        starts.add(start);
      }
      if (end instanceof End.Count(int count) && starts.size() == count) {
        return starts(starts, false);
      }
    }
  }

  private boolean isOpenAfter(LocalDate farthest, LocalTimeline timeline, LocalDateTime local) {
    return switch (end) {
      case End.Count _ -> true;
      case End.Until(LocalDate last) -> last.isAfter(farthest);
      case End.UntilMoment(Instant last) ->
          last.isAfter(timeline.at(farthest.atTime(local.toLocalTime())));
    };
  }

  private static Starts starts(List<Instant> starts, boolean tooFar) {
    if (tooFar) {
      return new Starts(starts, Optional.of(Fault.TOO_FAR));
    }
    return new Starts(starts, starts.isEmpty() ? Optional.of(Fault.NONE) : Optional.empty());
  }
}
