package io.marcado.bookings.store;

import io.marcado.bookings.ledger.DayRow;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import java.util.List;

/** What came of making a booking. */
public sealed interface CreateOutcome {

  /** It is booked. */
  record Created(Booking booking) implements CreateOutcome {}

  /** The same request has made it before; this is how it stands now. */
  record Replayed(Booking booking) implements CreateOutcome {}

  /**
   * The time is taken.
   *
   * @param rows as they are, of the resources that are taken
   */
  record SlotTaken(List<DayRow> rows) implements CreateOutcome {}

  /** Another request has made the client meanwhile: look it up again. */
  record ClientChanged() implements CreateOutcome {}

  /** Nothing was written, for another reason. */
  record Refused(BookingRefusal refusal) implements CreateOutcome {}
}
