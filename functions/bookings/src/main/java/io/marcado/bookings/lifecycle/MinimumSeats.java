package io.marcado.bookings.lifecycle;

import java.time.Duration;
import java.time.Instant;

/**
 * How many seats of a session must be taken at a moment before its start.
 *
 * @param seats one or more
 * @param minutesBefore how long before the start it is decided
 * @param below what happens when fewer are taken then
 * @param state what was found; it is decided once for a start
 */
public record MinimumSeats(int seats, int minutesBefore, Below below, State state) {
  /** What happens below the minimum. */
  public enum Below {
    /** The session stays as it is until staff decide. */
    ASK_STAFF,
    /** It is cancelled with its bookings. */
    CANCEL
  }

  /** How the taken seats compare with the minimum. */
  public enum State {
    /** Its moment is to come, or seats that matter are only held. */
    OPEN,
    /** Enough seats were taken. */
    REACHED,
    /** Too few were. */
    BELOW
  }

  /** When it is decided. */
  public Instant by(Instant start) {
    return start.minus(Duration.ofMinutes(minutesBefore));
  }

  public boolean isOpen() {
    return state == State.OPEN;
  }

  /** The same once something was found. */
  public MinimumSeats found(State found) {
    return new MinimumSeats(seats, minutesBefore, below, found);
  }

  /** The same to be decided, perhaps again. */
  public MinimumSeats open() {
    return found(State.OPEN);
  }
}
