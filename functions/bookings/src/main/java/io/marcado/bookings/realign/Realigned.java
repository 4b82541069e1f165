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
    Outcome outcome)
    implements Displaced {

  /** The result. */
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

  Realigned as(Outcome other) {
    return new Realigned(booking, agreed, from, to, localStart, other);
  }
}
