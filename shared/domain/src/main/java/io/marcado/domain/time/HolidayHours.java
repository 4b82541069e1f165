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
}
