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
 * Opening hours within one local day: from {@code opens} up to but not including {@code closes}.
 * Hours that run over midnight are two windows. It may hold bad values from a request; {@link
 * #faults} lists their faults.
 *
 * @param opens minute of the day, 0 to 1435
 * @param closes minute of the day, 5 to 1440; 1440 is {@code 24:00}
 */
public record DailyWindow(int opens, int closes) {
  /** Minutes of a day without daylight saving. */
  public static final int DAY = 24 * 60;

  /** More windows than this on one day are a mistake. */
  public static final int MAXIMUM_A_DAY = 12;

  static final Comparator<DailyWindow> BY_OPENING =
      Comparator.comparingInt(DailyWindow::opens).thenComparingInt(DailyWindow::closes);

  private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)|24:00");
  private static final Pattern WINDOW = Pattern.compile("([0-9:]{5})-([0-9:]{5})");

  /** From text such as {@code 09:00} and {@code 24:00}; meant for constants and stored values. */
  public static DailyWindow of(String opens, String closes) {
    return new DailyWindow(
        minuteOfDay(opens).orElseThrow(() -> new IllegalArgumentException("not a time of day")),
        minuteOfDay(closes).orElseThrow(() -> new IllegalArgumentException("not a time of day")));
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
    return of(matcher.group(1), matcher.group(2));
  }

  /** Minutes since midnight of {@code HH:mm}, 0 to 1440; empty when the text is no time of day. */
  public static OptionalInt minuteOfDay(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(
        matcher.group(1) == null
            ? DAY
            : Integer.parseInt(matcher.group(1)) * 60 + Integer.parseInt(matcher.group(2)));
  }

  /** {@code HH:mm} of a minute of the day. */
  public static String timeOf(int minuteOfDay) {
    return twoDigits(minuteOfDay / 60) + ":" + twoDigits(minuteOfDay % 60);
  }

  /** {@code HH:mm}, for answers. */
  public String opensText() {
    return timeOf(opens);
  }

  /** {@code HH:mm}, up to {@code 24:00}, for answers. */
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
    if (closes <= 0 || closes > DAY || closes % Cells.MINUTES != 0) {
      faults.add(
          new Fault(
              path + "/closes",
              FaultCode.OUT_OF_RANGE,
              "must be a multiple of 5 minutes between 00:05 and 24:00"));
    }
    if (faults.isEmpty() && closes <= opens) {
      faults.add(
          new Fault(
              path + "/closes",
              FaultCode.CONFLICT,
              "must be later than opens; write hours that run over midnight as two windows"));
    }
    return faults;
  }

  /** As {@code 09:00-12:00}. */
  @Override
  public String toString() {
    return opensText() + "-" + closesText();
  }

  private static String twoDigits(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}
