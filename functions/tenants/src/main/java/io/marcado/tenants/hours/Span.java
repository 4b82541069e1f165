package io.marcado.tenants.hours;

import io.marcado.domain.time.DailyWindow;

/**
 * A time of a date, in minutes since its midnight, half-open; it may end on the next date.
 *
 * @param openEnd true when it may go on for longer than it says
 */
record Span(int from, int to, boolean openEnd) {
  /** The minute of noon. */
  static final int NOON = DailyWindow.DAY / 2;

  static final Span ALL_DAY = new Span(0, DailyWindow.DAY, false);
}
