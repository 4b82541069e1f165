package io.marcado.bookings.series;

import io.marcado.bookings.series.Recurrence.End;
import io.marcado.bookings.series.Recurrence.Pattern;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.Weekday;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.Part;
import org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode;
import org.dmfs.rfc5545.recur.RecurrenceRule.WeekdayNum;

/**
 * Reads the text of a recurrence as calendars write it, by RFC 5545: as much of it as a {@link
 * Recurrence} can say. All else is refused rather than read as something else.
 */
public final class RecurrenceText {
  /** Longer texts say something that no recurrence says. */
  public static final int LONGEST = 200;

  /** Most days, weeks or months of a step. */
  public static final int LARGEST_INTERVAL = 99;

  // By name: Part cannot be initialized before RecurrenceRule is.
  private static final Set<String> KNOWN =
      Set.of("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "WKST");

  private RecurrenceText() {}

  /**
   * The result of reading a text.
   *
   * @param recurrence empty with a reason
   * @param why what is wrong, to follow "is no rule that a series can have: "; empty without
   */
  public record Read(Optional<Recurrence> recurrence, String why) {}

  private static final class Unknown extends Exception {
    private static final long serialVersionUID = 1L;

    Unknown(String why) {
      super(why, null, false, false);
    }
  }

  /**
   * Reads a text.
   *
   * @param first the local date of the first start, for what the text leaves to it
   */
  public static Read read(String text, LocalDate first) {
    try {
      return new Read(Optional.of(recurrence(rule(text), first)), "");
    } catch (Unknown e) {
      return new Read(Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  private static RecurrenceRule rule(String text) throws Unknown {
    try {
      return new RecurrenceRule(text, RfcMode.RFC5545_STRICT);
    } catch (InvalidRecurrenceRuleException | IllegalArgumentException e) {
      throw new Unknown("it does not follow RFC 5545");
    }
  }

  private static Recurrence recurrence(RecurrenceRule rule, LocalDate first) throws Unknown {
    for (Part part : Part.values()) {
      if (rule.hasPart(part) && !KNOWN.contains(part.name())) {
        throw new Unknown(part.name() + " is not taken");
      }
    }
    if (rule.hasPart(Part.WKST) && rule.getWeekStart() != Weekday.MO) {
      throw new Unknown("a week begins on MO");
    }
    if (rule.getInterval() > LARGEST_INTERVAL) {
      throw new Unknown("INTERVAL is at most " + LARGEST_INTERVAL);
    }
    return new Recurrence(pattern(rule, first), rule.getInterval(), end(rule));
  }

  private static Pattern pattern(RecurrenceRule rule, LocalDate first) throws Unknown {
    List<WeekdayNum> days = rule.hasPart(Part.BYDAY) ? rule.getByDayPart() : List.of();
    List<Integer> dates =
        rule.hasPart(Part.BYMONTHDAY) ? rule.getByPart(Part.BYMONTHDAY) : List.of();
    Freq every = rule.getFreq();
    if (every == Freq.DAILY && days.isEmpty() && dates.isEmpty()) {
      return new Pattern.Daily();
    }
    if (every == Freq.WEEKLY && dates.isEmpty()) {
      EnumSet<DayOfWeek> all = EnumSet.noneOf(DayOfWeek.class);
      for (WeekdayNum day : days) {
        if (day.pos != 0) {
          throw new Unknown("BYDAY of WEEKLY is without numbers");
        }
        all.add(day(day.weekday));
      }
      return new Pattern.Weekly(all.isEmpty() ? Set.of(first.getDayOfWeek()) : all);
    }
    if (every == Freq.MONTHLY && days.isEmpty() && dates.size() < 2) {
      int date = dates.isEmpty() ? first.getDayOfMonth() : dates.getFirst();
      if (date < -1 || date > 31) {
        throw new Unknown("BYMONTHDAY is 1 to 31 or -1");
      }
      return new Pattern.Monthly(date);
    }
    if (every == Freq.MONTHLY && days.size() == 1 && dates.isEmpty()) {
      WeekdayNum day = days.getFirst();
      if (day.pos == 0 || day.pos < -1 || day.pos > 5) {
        throw new Unknown("BYDAY of MONTHLY has a number from 1 to 5, or -1");
      }
      return new Pattern.MonthlyOn(day.pos, day(day.weekday));
    }
    throw new Unknown(
        "take DAILY, WEEKLY with BYDAY, or MONTHLY with one BYMONTHDAY or one numbered BYDAY");
  }

  private static DayOfWeek day(Weekday day) {
    return switch (day) {
      case MO -> DayOfWeek.MONDAY;
      case TU -> DayOfWeek.TUESDAY;
      case WE -> DayOfWeek.WEDNESDAY;
      case TH -> DayOfWeek.THURSDAY;
      case FR -> DayOfWeek.FRIDAY;
      case SA -> DayOfWeek.SATURDAY;
      case SU -> DayOfWeek.SUNDAY;
    };
  }

  private static End end(RecurrenceRule rule) throws Unknown {
    if (rule.getCount() != null) {
      if (rule.getCount() > Recurrence.MOST) {
        throw new Unknown("COUNT is at most " + Recurrence.MOST);
      }
      return new End.Count(rule.getCount());
    }
    DateTime until = rule.getUntil();
    if (until == null) {
      throw new Unknown("COUNT or UNTIL is missing");
    }
    if (!until.isAllDay() && until.isFloating()) {
      throw new Unknown("UNTIL is a date, or a time in UTC");
    }
    try {
      return until.isAllDay() ? new End.Until(date(until)) : new End.UntilMoment(instant(until));
    } catch (DateTimeException e) {
      // The parser also takes a 31st of February, and a leap second.
      throw new Unknown("UNTIL is no date that there is");
    }
  }

  private static LocalDate date(DateTime date) {
    return LocalDate.of(date.getYear(), date.getMonth() + 1, date.getDayOfMonth());
  }

  private static Instant instant(DateTime utc) {
    return LocalDateTime.of(
            utc.getYear(),
            utc.getMonth() + 1,
            utc.getDayOfMonth(),
            utc.getHours(),
            utc.getMinutes(),
            utc.getSeconds())
        .toInstant(ZoneOffset.UTC);
  }
}
