package io.marcado.local.schedule;

import io.marcado.domain.time.LocalTimeline;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A schedule expression: {@code at(…)}, {@code rate(…)} or {@code cron(…)}. */
public sealed interface Recurrence {

  /** The first time after the given one; {@link Instant#MAX} when there is none. */
  Instant after(Instant instant);

  /**
   * @param timeline local time of the schedule's zone
   * @throws IllegalArgumentException when EventBridge would refuse the expression
   */
  static Recurrence parse(String expression, LocalTimeline timeline) {
    Matcher matcher = Pattern.compile("(at|rate|cron)\\((.+)\\)").matcher(expression.trim());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("Invalid Schedule Expression " + expression);
    }
    String content = matcher.group(2).trim();
    return switch (matcher.group(1)) {
      case "at" -> Once.parse(content, timeline);
      case "rate" -> Rate.parse(content);
      default -> Cron.parse(content, timeline);
    };
  }

  /** One time only. */
  record Once(Instant at) implements Recurrence {
    static Once parse(String text, LocalTimeline timeline) {
      try {
        return new Once(timeline.at(LocalDateTime.parse(text)));
      } catch (java.time.DateTimeException e) {
        throw new IllegalArgumentException("Invalid Schedule Expression at(" + text + ")", e);
      }
    }

    @Override
    public Instant after(Instant instant) {
      return at.isAfter(instant) ? at : Instant.MAX;
    }
  }

  /** Again and again, counted from the time asked about. */
  record Rate(Duration every) implements Recurrence {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]*) (minute|hour|day)s?");

    static Rate parse(String text) {
      Matcher matcher = FORM.matcher(text);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("Invalid Schedule Expression rate(" + text + ")");
      }
      long count = Long.parseLong(matcher.group(1));
      return new Rate(
          switch (matcher.group(2)) {
            case "minute" -> Duration.ofMinutes(count);
            case "hour" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
          });
    }

    @Override
    public Instant after(Instant instant) {
      return instant.plus(every);
    }
  }

  /**
   * AWS's six fields: minutes, hours, day of month, month, day of week (1 = Sunday), year. Without
   * L, W and #, which nothing here uses.
   */
  record Cron(
      BitSet minutes,
      BitSet hours,
      BitSet days,
      BitSet months,
      BitSet weekdays,
      BitSet years,
      LocalTimeline timeline)
      implements Recurrence {

    static Cron parse(String text, LocalTimeline timeline) {
      String[] fields = text.split("\\s+");
      if (fields.length != 6) {
        throw new IllegalArgumentException("Invalid Schedule Expression cron(" + text + ")");
      }
      return new Cron(
          field(fields[0], 0, 59),
          field(fields[1], 0, 23),
          field(fields[2], 1, 31),
          field(fields[3], 1, 12),
          field(fields[4], 1, 7),
          field(fields[5], 1970, 2199),
          timeline);
    }

    private static BitSet field(String text, int from, int to) {
      BitSet values = new BitSet();
      for (String part : text.split(",")) {
        String[] stepped = part.split("/", 2);
        int step = stepped.length > 1 ? number(stepped[1], part) : 1;
        int low = from;
        int high = to;
        if (!stepped[0].equals("*") && !stepped[0].equals("?")) {
          String[] range = stepped[0].split("-", 2);
          low = number(range[0], part);
          high = range.length > 1 ? number(range[1], part) : stepped.length > 1 ? to : low;
        }
        if (low < from || high > to || low > high || step < 1) {
          throw new IllegalArgumentException("Invalid Schedule Expression part " + part);
        }
        for (int value = low; value <= high; value += step) {
          values.set(value);
        }
      }
      return values;
    }

    private static int number(String text, String part) {
      String upper = text.toUpperCase(Locale.ROOT);
      for (Month month : Month.values()) {
        if (month.name().startsWith(upper) && upper.length() == 3) {
          return month.getValue();
        }
      }
      for (DayOfWeek day : DayOfWeek.values()) {
        if (day.name().startsWith(upper) && upper.length() == 3) {
          return weekday(day);
        }
      }
      try {
        return Integer.parseInt(text);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("Invalid Schedule Expression part " + part, e);
      }
    }

    private static int weekday(DayOfWeek day) {
      return day.getValue() % 7 + 1;
    }

    @Override
    public Instant after(Instant instant) {
      LocalDateTime time = timeline.localOf(instant).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
      while (time.getYear() <= 2199) {
        if (!years.get(time.getYear()) || !months.get(time.getMonthValue())) {
          time = time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1).plusMonths(1);
        } else if (!days.get(time.getDayOfMonth()) || !weekdays.get(weekday(time.getDayOfWeek()))) {
          time = time.truncatedTo(ChronoUnit.DAYS).plusDays(1);
        } else if (!hours.get(time.getHour())) {
          time = time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
        } else if (!minutes.get(time.getMinute()) || !timeline.at(time).isAfter(instant)) {
          time = time.plusMinutes(1);
        } else {
          return timeline.at(time);
        }
      }
      return Instant.MAX;
    }
  }
}
