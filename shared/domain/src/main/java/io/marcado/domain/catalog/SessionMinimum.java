package io.marcado.domain.catalog;

/**
 * How many seats of each session of a class must be taken, unless the session says otherwise.
 *
 * @param seats one or more
 * @param minutesBefore how long before the start it is decided
 * @param cancels true when a session with fewer is cancelled, false when staff decide
 */
public record SessionMinimum(int seats, int minutesBefore, boolean cancels) {
  /** Most seats. */
  public static final int MOST_SEATS = 1000;

  /** Longest time before the start. */
  public static final int MOST_MINUTES_BEFORE = 43_200;

  /** When it is decided unless the business says something else: a day before. */
  public static final int USUAL_MINUTES_BEFORE = 1440;

  public SessionMinimum {
    if (seats < 1
        || seats > MOST_SEATS
        || minutesBefore < 0
        || minutesBefore > MOST_MINUTES_BEFORE) {
      throw new IllegalArgumentException("minimum of a session out of range");
    }
  }
}
