package io.marcado.bookings.scheduling;

/** The outcome for a booking when its series changes. */
public enum ChangeOutcome {
  CANCEL,
  CONFIRM,
  REJECT,
  MOVE,
  /** It was cancelled before. */
  ALREADY_CANCELLED,
  /** Its status is final. */
  NOT_OPEN,
  /** It has begun. */
  STARTED,
  /** The time for cancelling is over. */
  TOO_LATE,
  /** It does not wait for approval. */
  NOT_WAITING,
  /** It was moved by itself, and stays there. */
  KEEPS_EDIT,
  /** A move of it waits for approval. */
  MOVE_WAITS,
  /** It is where it is to be. */
  ALREADY_THERE,
  /** Its new time cannot be had, so it stays. */
  SKIP,
  /** Its new time cannot be had, so nothing is moved. */
  CONFLICT;

  /** True when something is done. */
  boolean changes() {
    return switch (this) {
      case CANCEL, CONFIRM, REJECT, MOVE -> true;
      case ALREADY_CANCELLED, NOT_OPEN, STARTED, TOO_LATE, NOT_WAITING -> false;
      case KEEPS_EDIT, MOVE_WAITS, ALREADY_THERE, SKIP, CONFLICT -> false;
    };
  }
}
