package io.marcado.domain.time;

import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Opening hours that belong to one local date, the one they open on: from {@code opens} up to but
 * not including {@code closes}, which may be on the next date. It may hold bad values from a
 * request; {@link #faults} lists their faults.
 *
 * @param opens minute of the day, 0 to 1435
 * @param closes minute of the same count, 5 to 2160; 1440 is {@code 24:00}, 2160 is {@code 36:00},
 *     noon of the next date
 * @param lastStart the last minute of the same count at which a booking may start, from {@code
 *     opens} to before {@code closes}; what starts by then may end after closing. Empty when what
 *     starts must end while it is still open.
 * @param booking who may book
 */
public record DailyWindow(int opens, int closes, OptionalInt lastStart, WindowBooking booking) {
  /** Minutes of a day without daylight saving. */
  public static final int DAY = 24 * 60;

  /** The latest closing: noon of the next date. */
  public static final int LATEST = 36 * 60;

  /** More windows than this on one day are a mistake. */
  public static final int MAXIMUM_A_DAY = 12;

  /** By opening, then by closing. */
  public static final Comparator<DailyWindow> BY_OPENING =
      Comparator.comparingInt(DailyWindow::opens).thenComparingInt(DailyWindow::closes);

  private static final Pattern TIME = Pattern.compile("([012]\\d|3[0-5]):([0-5]\\d)|36:00");
  private static final Pattern WINDOW =
      Pattern.compile("([0-9:]{5})-([0-9:]{5})(?:\\|([0-9:]{5})?(?:\\|([A-Z]+))?)?");

  /** A window that all may book in, in which everything ends by closing. */
  public DailyWindow(int opens, int closes) {
    this(opens, closes, OptionalInt.empty(), WindowBooking.DIRECT);
  }

  /** From text such as {@code 09:00} and {@code 26:00}; meant for constants and stored values. */
  public static DailyWindow of(String opens, String closes) {
    return new DailyWindow(minute(opens), minute(closes));
  }

  /**
   * Reads the text made by {@link #toString}.
   *
   * @throws IllegalArgumentException when it is no such text
   */
  public static DailyWindow parse(String text) {
    Matcher matcher = WINDOW.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a daily window");
    }
    String lastStart = matcher.group(3);
    String booking = matcher.group(4);
    return new DailyWindow(
        minute(matcher.group(1)),
        minute(matcher.group(2)),
        lastStart == null ? OptionalInt.empty() : OptionalInt.of(minute(lastStart)),
        booking == null ? WindowBooking.DIRECT : WindowBooking.valueOf(booking));
  }

  private static int minute(String text) {
    return minuteOfDay(text).orElseThrow(() -> new IllegalArgumentException("not a time of day"));
  }

  /**
   * Minutes since the midnight at which a date begins, of {@code HH:mm}, 0 to 2160; empty when the
   * text is no such time.
   */
  public static OptionalInt minuteOfDay(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(
        matcher.group(1) == null
            ? LATEST
            : Integer.parseInt(matcher.group(1)) * 60 + Integer.parseInt(matcher.group(2)));
  }

  /** {@code HH:mm} of such a minute. */
  public static String timeOf(int minuteOfDay) {
    return twoDigits(minuteOfDay / 60) + ":" + twoDigits(minuteOfDay % 60);
  }

  /** The same window with a last start, after which nothing begins. */
  public DailyWindow startingBy(String last) {
    return new DailyWindow(opens, closes, OptionalInt.of(minute(last)), booking);
  }

  /** The same window for others. */
  public DailyWindow bookedBy(WindowBooking others) {
    return new DailyWindow(opens, closes, lastStart, others);
  }

  /** {@code HH:mm}, for answers. */
  public String opensText() {
    return timeOf(opens);
  }

  /** {@code HH:mm}, up to {@code 36:00}, for answers. */
  public String closesText() {
    return timeOf(closes);
  }

  /** True when both have a minute in common; touching is not overlapping. */
  public boolean overlaps(DailyWindow other) {
    return opens < other.closes && other.opens < closes;
  }

  /** The faults of this window alone, as pointers below {@code path}. */
  public List<Fault> faults(String path) {
    List<Fault> faults = new ArrayList<>();
    if (opens < 0 || opens >= DAY || opens % Cells.MINUTES != 0) {
      faults.add(
          new Fault(
              path + "/opens",
              FaultCode.OUT_OF_RANGE,
              "must be a multiple of 5 minutes between 00:00 and 23:55"));
    }
    if (closes <= 0 || closes > LATEST || closes % Cells.MINUTES != 0) {
      faults.add(
          new Fault(
              path + "/closes",
              FaultCode.OUT_OF_RANGE,
              "must be a multiple of 5 minutes between 00:05 and 36:00"));
    }
    if (faults.isEmpty() && closes <= opens) {
      faults.add(
          new Fault(
              path + "/closes",
              FaultCode.CONFLICT,
              "must be later than opens; after midnight go on counting, 26:00 is two at night"));
    }
    if (faults.isEmpty() && lastStart.isPresent()) {
      int last = lastStart.getAsInt();
      if (last < opens || last >= closes || last % Cells.MINUTES != 0) {
        faults.add(
            new Fault(
                path + "/lastStart",
                FaultCode.OUT_OF_RANGE,
                "must be a multiple of 5 minutes, not before opens and before closes"));
      }
    }
    return faults;
  }

  /**
   * As {@code 09:00-12:00}, or with a last start and who may book as {@code
   * 18:00-26:00|25:00|APPROVAL}.
   */
  @Override
  public String toString() {
    String hours = opensText() + "-" + closesText();
    boolean direct = booking == WindowBooking.DIRECT;
    if (direct && lastStart.isEmpty()) {
      return hours;
    }
    return hours
        + "|"
        + (lastStart.isPresent() ? timeOf(lastStart.getAsInt()) : "")
        + (direct ? "" : "|" + booking);
  }

  private static String twoDigits(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}
