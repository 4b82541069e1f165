package io.marcado.domain.time;

import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** On which dates of its day of the week a window holds, when it is not every week. */
public sealed interface Recurrence {
  /** Fewest weeks from one time to the next. */
  int LEAST_WEEKS = 2;

  /** Most weeks from one time to the next. */
  int MOST_WEEKS = 8;

  /** The last one of a month. */
  int LAST = -1;

  /** Most weeks of a month that begin in it, by day of the week. */
  int MOST_OF_MONTH = 5;

  /** True when a window with this recurrence holds on the date, as far as weeks are concerned. */
  boolean includes(LocalDate date);

  /** True when there are dates of one day of the week that both include. */
  boolean meets(Recurrence other);

  /**
   * Reads the text made by {@code toString}.
   *
   * @throws RuntimeException when it is no such text
   */
  static Recurrence parse(String text) {
    if (text.startsWith("W")) {
      int at = text.indexOf('@');
      return new EveryWeeks(
          Integer.parseInt(text.substring(1, at)), LocalDate.parse(text.substring(at + 1)));
    }
    return new WeeksOfMonth(
        Stream.of(text.substring(1).split(",", -1)).map(Integer::valueOf).toList());
  }

  /**
   * Every so many weeks, which begin on Mondays.
   *
   * @param weeks {@value #LEAST_WEEKS} to {@value #MOST_WEEKS}
   * @param from a date in one of the weeks in which it holds; it counts back as well
   */
  record EveryWeeks(int weeks, LocalDate from) implements Recurrence {
    public EveryWeeks {
      if (weeks < LEAST_WEEKS || weeks > MOST_WEEKS) {
        throw new IllegalArgumentException("weeks out of range");
      }
    }

    @Override
    public boolean includes(LocalDate date) {
      return Math.floorMod(ChronoUnit.WEEKS.between(monday(from), monday(date)), weeks) == 0;
    }

    @Override
    public boolean meets(Recurrence other) {
      if (!(other instanceof EveryWeeks(int others, LocalDate otherFrom))) {
        return true;
      }
      long apart = ChronoUnit.WEEKS.between(monday(from), monday(otherFrom));
      int common = BigInteger.valueOf(weeks).gcd(BigInteger.valueOf(others)).intValue();
      return Math.floorMod(apart, common) == 0;
    }

    private static LocalDate monday(LocalDate date) {
      return date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    @Override
    public String toString() {
      return "W" + weeks + "@" + from;
    }
  }

  /**
   * Some weeks of each month, by day of the week: the first Monday, the last Friday.
   *
   * @param weeks 1 to 5, or -1 for the last one; at least one, in ascending order, none twice
   */
  record WeeksOfMonth(List<Integer> weeks) implements Recurrence {
    public WeeksOfMonth {
      weeks = List.copyOf(new TreeSet<>(weeks));
      if (weeks.isEmpty()
          || weeks.stream().anyMatch(week -> week != LAST && (week < 1 || week > MOST_OF_MONTH))) {
        throw new IllegalArgumentException("weeks out of range");
      }
    }

    @Override
    public boolean includes(LocalDate date) {
      return weeks.contains((date.getDayOfMonth() - 1) / 7 + 1)
          || (weeks.contains(LAST) && date.getDayOfMonth() + 7 > date.lengthOfMonth());
    }

    @Override
    public boolean meets(Recurrence other) {
      // The last one of a month is its fourth or its fifth.
      return !(other instanceof WeeksOfMonth(List<Integer> others))
          || weeks.stream().anyMatch(others::contains)
          || (weeks.contains(LAST) && others.stream().anyMatch(week -> week >= 4))
          || (others.contains(LAST) && weeks.stream().anyMatch(week -> week >= 4));
    }

    @Override
    public String toString() {
      return "M" + weeks.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
  }
}
