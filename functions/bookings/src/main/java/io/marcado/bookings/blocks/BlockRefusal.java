package io.marcado.bookings.blocks;

import io.marcado.domain.Fault;
import io.marcado.platform.bookings.BookingsOutside;
import java.time.Duration;
import java.util.List;

/** Why a block is not made or changed. */
sealed interface BlockRefusal {

  /** Something in the request is wrong. */
  record Faulty(List<Fault> faults) implements BlockRefusal {
    public Faulty {
      faults = List.copyOf(faults);
    }
  }

  /** There is no such block, or it is not for the caller to change. */
  record NotFound() implements BlockRefusal {}

  /** The caller takes time only of the resource that it is itself. */
  record NotLinked() implements BlockRefusal {}

  /** It is another version by now. */
  record Stale(long version) implements BlockRefusal {}

  /** Another request came before with the same key. */
  record KeyReused() implements BlockRefusal {}

  /** Upcoming bookings would lie beneath. */
  record OverBookings(BookingsOutside bookings) implements BlockRefusal {}

  /** The business has as many blocks ahead as it may have. */
  record TooManyAhead(int most) implements BlockRefusal {}

  /** The business has made and moved as many as it may in some time. */
  record TooOften(Duration retryAfter) implements BlockRefusal {}

  /** Others change it at the same time. */
  record Busy() implements BlockRefusal {}
}
