package io.marcado.bookings.store;

import io.marcado.bookings.ledger.DayRow;
import java.util.List;

/** What came of making a booking. */
public sealed interface CreateOutcome {

  /** It is booked. */
  record Created(Booking booking) implements CreateOutcome {}

  /** The same request has made it before; this is how it stands now. */
  record Replayed(Booking booking) implements CreateOutcome {}

  /** Another request was sent before with the same key. */
  record KeyReused() implements CreateOutcome {}

  /**
   * Somebody else has the time.
   *
   * @param rows as they are, of the resources that are taken
   */
  record SlotTaken(List<DayRow> rows) implements CreateOutcome {}

  /** The client was made by somebody else meanwhile: look it up again. */
  record ClientChanged() implements CreateOutcome {}

  /** The time is free, but too many are writing at once. Nothing was written. */
  record Busy() implements CreateOutcome {}
}
