package io.marcado.bookings.realign;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.domain.BookingId;
import io.marcado.domain.time.LocalStart;
import java.time.Instant;

/**
 * A booking that did not begin at its local start.
 *
 * @param booking as it was found
 * @param agreed the local start that was agreed on
 * @param from when it began
 * @param to when it is to begin
 * @param localStart the local start that it is to have
 */
public record Realigned(
    Booking booking,
    LocalStart agreed,
    Instant from,
    Instant to,
    LocalStart localStart,
    Outcome outcome) {

  /** What came of it. */
  public enum Outcome {
    /** Nothing was written yet. */
    DUE,
    /** It begins at its local start now. */
    DONE,
    /** Its resources have no free seat at that time. It stays, and somebody must decide. */
    CONFLICT,
    /**
     * It was cancelled or moved meanwhile, or too many are writing: what is left comes next time.
     */
    CHANGED
  }

  /** The id of the booking. */
  public BookingId bookingId() {
    return booking.id();
  }

  /**
   * True when people still wait for it. By new rules of its zone, a booking that seems to have
   * begun may be ahead. What has begun when the business moves to another zone stays.
   */
  boolean isAhead(Instant now) {
    boolean sameZone = agreed.zone().equals(localStart.zone());
    return from.isAfter(now) || (sameZone && to.isAfter(now));
  }

  boolean isLater() {
    return to.isAfter(from);
  }

  Realigned as(Outcome other) {
    return new Realigned(booking, agreed, from, to, localStart, other);
  }
}
