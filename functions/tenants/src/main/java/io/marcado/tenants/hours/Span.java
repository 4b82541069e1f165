package io.marcado.tenants.hours;

/**
 * A time of a date, in minutes since its midnight, half-open; it may end on the next date.
 *
 * @param openEnd true when it may go on for longer than it says
 */
record Span(int from, int to, boolean openEnd) {
  static final int DAY = 24 * 60;

  /** Noon of the next date. */
  static final int LATEST = 36 * 60;

  static final Span ALL_DAY = new Span(0, DAY, false);
}
