package io.marcado.bookings.store;

import io.marcado.bookings.ledger.DayRow;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import java.util.List;

/** The outcome of a new booking. */
public sealed interface CreateOutcome {

  /** It is booked. */
  record Created(Booking booking) implements CreateOutcome {}

  /** An earlier request with the same key created it; this is its present state. */
  record Replayed(Booking booking) implements CreateOutcome {}

  /**
   * The time is taken.
   *
   * @param rows the present rows of the taken resources
   */
  record SlotTaken(List<DayRow> rows) implements CreateOutcome {}

  /** Another request has created or changed the client meanwhile: look it up again. */
  record ClientChanged() implements CreateOutcome {}

  /** Nothing was written, for another reason. */
  record Refused(BookingRefusal refusal) implements CreateOutcome {}
}
