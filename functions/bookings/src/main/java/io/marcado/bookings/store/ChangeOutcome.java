package io.marcado.bookings.store;

import io.marcado.bookings.ledger.DayRow;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import java.util.List;

/** What came of changing a booking. */
public sealed interface ChangeOutcome {

  /** It is as decided. */
  record Changed(Booking booking) implements ChangeOutcome {}

  /**
   * The time to which it was to move is taken.
   *
   * @param rows as they are, of the resources that are taken
   */
  record SlotTaken(List<DayRow> rows) implements ChangeOutcome {}

  /** Nothing was written, for another reason. */
  record Refused(BookingRefusal refusal) implements ChangeOutcome {}
}
