package io.marcado.bookings.explain;

import java.util.Locale;

/** What a check is about. The names are the stable codes of answers. */
public enum CheckCode {
  /** It is open by the hours of the week. */
  OPEN,
  /** An override of the date says when it is open. */
  OVERRIDE,
  /** The business is closed on the date. */
  CLOSED,
  /** A special date of the business says when it is open. */
  SPECIAL,
  /** A rule of a holiday says when it is open. */
  HOLIDAY,
  /** It is open by the hours of a season. */
  SEASON,
  NOTICE,
  HORIZON,
  INTERVAL,
  DURATION,
  /** The time before or after the booking, which must be free too. */
  BUFFER,
  /** A resource with one seat. */
  TAKEN,
  /** Somebody of the team blocked it; clients are told that it is taken. */
  BLOCK,
  /** Taken until a moment at which it may be free again. */
  HELD,
  /** A resource with several seats. */
  CAPACITY,
  /** A session of a class takes place. */
  SESSION,
  /** A session of a class has a free seat. */
  SEATS,
  /** The business takes no bookings from the client. */
  BARRED,
  /** How many bookings a client may have, and how many at once. */
  LIMIT;

  /** True when it is about whether a resource is free. */
  public boolean isOfTime() {
    return switch (this) {
      case TAKEN, BLOCK, HELD, CAPACITY, BUFFER -> true;
      case OPEN, OVERRIDE, CLOSED, SPECIAL, HOLIDAY, SEASON -> false;
      case NOTICE, HORIZON, INTERVAL, DURATION, SESSION, SEATS, BARRED, LIMIT -> false;
    };
  }

  /** As an answer has it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
