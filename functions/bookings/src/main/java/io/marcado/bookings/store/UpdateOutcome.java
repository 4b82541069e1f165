package io.marcado.bookings.store;

import io.marcado.bookings.ledger.DayRow;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import java.util.List;

/** The outcome of a change of a booking. */
public sealed interface UpdateOutcome {

  /** The change is written. */
  record Updated(Booking booking) implements UpdateOutcome {}

  /**
   * The new time is taken.
   *
   * @param rows the present rows of the taken resources
   */
  record SlotTaken(List<DayRow> rows) implements UpdateOutcome {}

  /** Nothing was written, for another reason. */
  record Refused(BookingRefusal refusal) implements UpdateOutcome {}
}
