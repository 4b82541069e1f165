package io.marcado.tenants.hours;

import io.marcado.domain.time.DailyWindow;
import io.marcado.domain.time.Recurrence;
import io.marcado.domain.time.Season;
import io.marcado.domain.time.WeeklyHours;
import io.marcado.tenants.hours.HoursRule.Day;
import io.marcado.tenants.hours.HoursRule.Yearly;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What rules say of every year: the hours of the week for most of it, and seasons. Rules that
 * settings cannot say so are left out of it.
 */
record YearlyHours(WeeklyHours week, List<Season> seasons) {
  private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
  private static final int DAYS = 366;

  YearlyHours {
    seasons = List.copyOf(seasons);
  }

  /** The windows of a date. */
  List<DailyWindow> on(LocalDate date) {
    return Season.on(date, seasons).map(Season::hours).orElse(week).on(date);
  }

  static YearlyHours of(List<HoursRule> all, LocalDate today) {
    List<HoursRule> rules = all.stream().filter(YearlyHours::isYearly).toList();
    Optional<YearlyHours> found =
        new Maker(rules, today).make().filter(year -> year.seasons().size() <= Season.MAXIMUM);
    // Without what holds in some weeks only, and at last without seasons.
    return found
        .or(() -> new Maker(rules.stream().filter(YearlyHours::isWeekly).toList(), today).make())
        .filter(year -> year.seasons().size() <= Season.MAXIMUM)
        .or(
            () ->
                new Maker(
                        rules.stream()
                            .filter(rule -> isWeekly(rule) && rule.dates().isEmpty())
                            .toList(),
                        today)
                    .make())
        .orElseThrow();
  }

  private static boolean isYearly(HoursRule rule) {
    return !rule.isOnlyOfHolidays()
        && rule.dates().stream().allMatch(Yearly.class::isInstance)
        && (rule.weeks().isEmpty()
            || rule.everyWeeks().isPresent()
                && rule.everyWeeks().getAsInt() <= Recurrence.MOST_WEEKS)
        && rule.days().stream()
            .allMatch(
                day ->
                    day.ofMonth().stream()
                        .allMatch(number -> number > 0 || number == Recurrence.LAST));
  }

  private static boolean isWeekly(HoursRule rule) {
    return rule.weeks().isEmpty() && rule.days().stream().allMatch(day -> day.ofMonth().isEmpty());
  }

  /** Dates of one day of the week that rules do not tell apart. */
  private interface Occurrences {
    boolean include(HoursRule rule, Day day);
  }

  private static final class Maker {
    private final List<HoursRule> rules;
    private final LocalDate today;
    private final Timetable timetable;
    private final OptionalInt step;
    private final boolean byMonth;

    Maker(List<HoursRule> rules, LocalDate today) {
      this.rules = rules;
      this.today = today;
      timetable = new Timetable(rules);
      step =
          rules.stream().map(HoursRule::everyWeeks).flatMapToInt(OptionalInt::stream).findFirst();
      byMonth =
          rules.stream()
              .flatMap(rule -> rule.days().stream())
              .anyMatch(day -> !day.ofMonth().isEmpty());
    }

    Optional<YearlyHours> make() {
      boolean mixed =
          step.isPresent()
              && (byMonth
                  || rules.stream()
                      .map(HoursRule::everyWeeks)
                      .flatMapToInt(OptionalInt::stream)
                      .anyMatch(other -> other != step.getAsInt()));
      if (mixed) {
        return Optional.empty();
      }
      Map<BitSet, Optional<WeeklyHours>> known = new HashMap<>();
      List<WeeklyHours> days = new ArrayList<>(DAYS);
      for (int i = 0; i < DAYS; i++) {
        BitSet holding = holding(FIRST.plusDays(i));
        Optional<WeeklyHours> week = known.computeIfAbsent(holding, this::week);
        if (week.isEmpty()) {
          return Optional.empty();
        }
        days.add(week.get());
      }
      Map<WeeklyHours, Integer> counts = new LinkedHashMap<>();
      days.forEach(week -> counts.merge(week, 1, Integer::sum));
      WeeklyHours most =
          counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
      return Optional.of(new YearlyHours(most, seasons(days, most)));
    }

    private static List<Season> seasons(List<WeeklyHours> days, WeeklyHours most) {
      List<Season> seasons = new ArrayList<>();
      int start =
          IntStream.range(0, DAYS).filter(i -> days.get(i).equals(most)).findFirst().orElseThrow();
      int i = start;
      while (i < start + DAYS) {
        WeeklyHours week = days.get(i % DAYS);
        int last = i;
        while (last + 1 < start + DAYS && days.get((last + 1) % DAYS).equals(week)) {
          last++;
        }
        if (!week.equals(most)) {
          seasons.add(new Season(monthDay(i), monthDay(last), OptionalInt.empty(), week));
        }
        i = last + 1;
      }
      return seasons;
    }

    private static MonthDay monthDay(int day) {
      return MonthDay.from(FIRST.plusDays(day % DAYS));
    }

    /** The rules that hold on a day of the year, as far as dates are concerned. */
    private BitSet holding(LocalDate date) {
      BitSet holding = new BitSet();
      for (int i = 0; i < rules.size(); i++) {
        HoursRule rule = rules.get(i);
        if (rule.dates().isEmpty() || rule.dates().stream().anyMatch(some -> some.include(date))) {
          holding.set(i);
        }
      }
      return holding;
    }

    private Optional<WeeklyHours> week(BitSet holding) {
      List<WeeklyHours.Entry> entries = new ArrayList<>();
      for (DayOfWeek weekday : DayOfWeek.values()) {
        Map<DailyWindow, TreeSet<Integer>> windows = new LinkedHashMap<>();
        List<Occurrences> occurrences = occurrences();
        for (int i = 0; i < occurrences.size(); i++) {
          Occurrences these = occurrences.get(i);
          int index = i;
          timetable
              .on(rule -> holding.get(rule) && holds(rules.get(rule), weekday, these))
              .forEach(
                  window -> windows.computeIfAbsent(window, any -> new TreeSet<>()).add(index));
        }
        for (Map.Entry<DailyWindow, TreeSet<Integer>> window : windows.entrySet()) {
          if (window.getValue().size() == occurrences.size()) {
            entries.add(new WeeklyHours.Entry(weekday, window.getKey()));
            continue;
          }
          Optional<List<Recurrence>> some = recurrences(window.getValue());
          if (some.isEmpty()) {
            return Optional.empty();
          }
          some.get()
              .forEach(
                  recurrence ->
                      entries.add(
                          new WeeklyHours.Entry(
                              weekday, window.getKey(), Optional.of(recurrence))));
        }
      }
      return Optional.of(new WeeklyHours(entries));
    }

    private static boolean holds(HoursRule rule, DayOfWeek weekday, Occurrences these) {
      return rule.days().isEmpty()
          ? these.include(rule, new Day(weekday, Set.of()))
          : rule.days().stream().anyMatch(day -> day.day() == weekday && these.include(rule, day));
    }

    /** All the kinds of dates of a day of the week that there are for these rules. */
    private List<Occurrences> occurrences() {
      if (step.isPresent()) {
        return IntStream.range(0, step.getAsInt())
            .<Occurrences>mapToObj(
                rest ->
                    (rule, day) ->
                        rule.weeks().isEmpty()
                            || (rest - rule.weeks().get(0).from()) % step.getAsInt() == 0)
            .toList();
      }
      if (!byMonth) {
        return List.of((rule, day) -> true);
      }
      return List.of(
          ofMonth(1), ofMonth(2), ofMonth(3), ofMonth(4), ofMonth(4, -1), ofMonth(5, -1));
    }

    private static Occurrences ofMonth(int... numbers) {
      return (rule, day) ->
          day.ofMonth().isEmpty() || IntStream.of(numbers).anyMatch(day.ofMonth()::contains);
    }

    /** How to say some of these occurrences; empty when there is no way. */
    private Optional<List<Recurrence>> recurrences(TreeSet<Integer> some) {
      if (step.isPresent()) {
        return Optional.of(
            some.stream()
                .<Recurrence>map(
                    rest -> new Recurrence.EveryWeeks(step.getAsInt(), dateInWeek(rest)))
                .toList());
      }
      TreeSet<Integer> left = new TreeSet<>(some);
      List<Integer> weeks = new ArrayList<>();
      for (int week = 0; week < 3; week++) {
        if (left.remove(week)) {
          weeks.add(week + 1);
        }
      }
      if (left.remove(3)) {
        if (!left.remove(4)) {
          return Optional.empty();
        }
        weeks.add(4);
      }
      if (left.remove(4)) {
        if (!left.remove(5)) {
          return Optional.empty();
        }
        weeks.add(Recurrence.LAST);
      }
      if (left.remove(5)) {
        weeks.add(5);
      }
      return Optional.of(List.of(new Recurrence.WeeksOfMonth(weeks)));
    }

    /** A date in the next week whose number leaves a rest. */
    private LocalDate dateInWeek(int rest) {
      LocalDate date = today;
      while (date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) % step.getAsInt() != rest) {
        date = date.plusWeeks(1);
      }
      return date;
    }
  }
}
