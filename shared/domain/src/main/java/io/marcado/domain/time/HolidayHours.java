package io.marcado.domain.time;

import java.util.List;

/**
 * What hours a holiday has.
 *
 * @param windows for {@link Rule#WINDOWS} only
 */
public record HolidayHours(Rule rule, List<DailyWindow> windows) {
  /** Closed on the holiday. */
  public static final HolidayHours CLOSED = new HolidayHours(Rule.CLOSED, List.of());

  /** The kinds of hours. */
  public enum Rule {
    /** Closed. */
    CLOSED,
    /** As on a Sunday. */
    SUNDAY,
    /** In windows of its own. */
    WINDOWS,
    /** As on any other date: it is no holiday here. */
    OPEN
  }

  public HolidayHours {
    windows = List.copyOf(windows);
  }

  /** In windows of its own. */
  public static HolidayHours in(List<DailyWindow> windows) {
    return new HolidayHours(Rule.WINDOWS, windows);
  }

  /**
   * Reads the text made by {@link #toString}.
   *
   * @throws IllegalArgumentException when it is no such text
   */
  public static HolidayHours parse(String text) {
    return Character.isDigit(text.charAt(0))
        ? in(DayOverride.parse(text).windows())
        : new HolidayHours(Rule.valueOf(text), List.of());
  }

  /** As {@code SUNDAY}, or as {@code 09:00-12:00,13:00-18:00}; short, for storage. */
  @Override
  public String toString() {
    return rule == Rule.WINDOWS ? new DayOverride(windows).toString() : rule.name();
  }
}
