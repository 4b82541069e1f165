package io.marcado.bookings.lifecycle;

import io.marcado.domain.Fault;
import io.marcado.domain.ResourceId;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import java.util.List;

/** Why a request about sessions of a class is refused. A refusal changes nothing. */
public sealed interface ClassRefusal {

  /** The request has faults. It lists all of them. */
  record Faulty(List<Fault> faults) implements ClassRefusal {
    public Faulty {
      faults = List.copyOf(faults);
    }
  }

  /** There is no such service. */
  record NoService() implements ClassRefusal {}

  /** The service is booked by appointment. */
  record NotAClass() implements ClassRefusal {}

  /** There is no such session. */
  record NotFound() implements ClassRefusal {}

  /** Resources are taken when sessions need them. */
  record Conflicting(List<Conflict> conflicts, LocalTimeline timeline) implements ClassRefusal {
    public Conflicting {
      conflicts = List.copyOf(conflicts);
    }
  }

  /** The caller's version is stale. */
  record Stale(long version) implements ClassRefusal {}

  /** The session is cancelled. */
  record Cancelled() implements ClassRefusal {}

  /** The session is over. */
  record Over() implements ClassRefusal {}

  /** More seats are taken than there would be. */
  record SeatsTaken(int taken) implements ClassRefusal {}

  /** An earlier request had the same key and asked for something else. */
  record KeyReused() implements ClassRefusal {}

  /** Too many are writing at once. */
  record Busy() implements ClassRefusal {}

  /**
   * A session that cannot be.
   *
   * @param time without buffers
   * @param taken the resources that others have then
   */
  record Conflict(Interval time, List<ResourceId> taken) {
    public Conflict {
      taken = List.copyOf(taken);
    }
  }
}
