package io.marcado.catalog.entries;

import io.marcado.domain.Fault;
import io.marcado.platform.bookings.BookingsOutside;
import java.util.List;

/** Why something cannot be done with an entry. */
public sealed interface EntryRefusal {

  /** The request has faulty values. */
  record Faulty(List<Fault> faults) implements EntryRefusal {
    public Faulty {
      faults = List.copyOf(faults);
    }
  }

  /**
   * There is no such entry for the actor.
   *
   * @param noun the word for an entry
   */
  record NotFound(String noun) implements EntryRefusal {}

  /**
   * Another version was to be changed.
   *
   * @param version the present one
   */
  record Stale(long version) implements EntryRefusal {}

  /** Upcoming bookings would stand outside after it. */
  record LeavesBookingsOutside(BookingsOutside outside) implements EntryRefusal {}

  /** Another request came before with the same Idempotency-Key. */
  record KeyReused() implements EntryRefusal {}
}
