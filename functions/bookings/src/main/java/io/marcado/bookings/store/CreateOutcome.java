package io.marcado.bookings.store;

import io.marcado.bookings.ledger.DayRow;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.platform.replay.Earlier;
import java.util.List;
import java.util.Optional;

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

  /** The outcome of a request that was made before; empty when it was not. */
  static Optional<CreateOutcome> earlier(Earlier<Booking> earlier) {
    return switch (earlier) {
      case Earlier.None<Booking> _ -> Optional.empty();
      case Earlier.Replayed<Booking>(Booking made) -> Optional.of(new Replayed(made));
      case Earlier.KeyReused<Booking> _ -> Optional.of(new Refused(new BookingRefusal.KeyReused()));
    };
  }
}
