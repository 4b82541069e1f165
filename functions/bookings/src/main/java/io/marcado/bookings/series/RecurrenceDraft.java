package io.marcado.bookings.series;

import io.marcado.bookings.series.Recurrence.End;
import io.marcado.bookings.series.Recurrence.Pattern;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A recurrence as it was asked for: what it leaves open is as the first start has it. */
public sealed interface RecurrenceDraft {
  /**
   * The recurrence.
   *
   * @param first the local date of the first start
   */
  Recurrence from(LocalDate first);

  /** The text of a rule that {@link RecurrenceText} reads. */
  record Rule(String text) implements RecurrenceDraft {
    @Override
    public Recurrence from(LocalDate first) {
      return RecurrenceText.read(text, first).recurrence().orElseThrow();
    }
  }

  /** Every so many days. */
  record Days(int interval, End end) implements RecurrenceDraft {
    @Override
    public Recurrence from(LocalDate first) {
      return new Recurrence(new Pattern.Daily(), interval, end);
    }
  }

  /**
   * Every so many weeks.
   *
   * @param days none for that of the first start
   */
  record Weeks(int interval, Set<DayOfWeek> days, End end) implements RecurrenceDraft {
    public Weeks {
      EnumSet<DayOfWeek> all = EnumSet.noneOf(DayOfWeek.class);
      all.addAll(days);
      days = all;
    }

    @Override
    public Recurrence from(LocalDate first) {
      return new Recurrence(
          new Pattern.Weekly(days.isEmpty() ? Set.of(first.getDayOfWeek()) : days), interval, end);
    }
  }

  /**
   * Every so many months.
   *
   * @param pattern empty for the day of the month of the first start
   */
  record Months(int interval, Optional<Pattern> pattern, End end) implements RecurrenceDraft {
    @Override
    public Recurrence from(LocalDate first) {
      return new Recurrence(
          pattern.orElseGet(() -> new Pattern.Monthly(first.getDayOfMonth())), interval, end);
    }
  }
}
