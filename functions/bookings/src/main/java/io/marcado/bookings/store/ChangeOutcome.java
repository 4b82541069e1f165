package io.marcado.bookings.store;

import io.marcado.bookings.ledger.DayRow;
import java.util.List;

/** What came of changing a booking. */
public sealed interface ChangeOutcome {

  /** It is as decided. */
  record Changed(Booking booking) implements ChangeOutcome {}

  /** There is no such booking, for whoever asks. */
  record Missing() implements ChangeOutcome {}

  /** It has another version than the one to be changed. */
  record Stale(long version) implements ChangeOutcome {}

  /**
   * Somebody else has the time it was to move to.
   *
   * @param rows as they are, of the resources that are taken
   */
  record SlotTaken(List<DayRow> rows) implements ChangeOutcome {}

  /** Too many are writing at once. Nothing was written. */
  record Busy() implements ChangeOutcome {}
}
