package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.domain.Fault;
import io.marcado.domain.time.LocalTimeline;
import java.util.List;

/** Why a request about a series is refused. A refusal leaves nothing behind. */
public sealed interface SeriesRefusal {

  /** For a reason for which a booking is refused too. */
  record Of(BookingRefusal why) implements SeriesRefusal {}

  /** The request has faults that only a series can have. */
  record Faulty(List<Fault> faults) implements SeriesRefusal {
    public Faulty {
      faults = List.copyOf(faults);
    }
  }

  /** There is no such series for this actor. */
  record NotFound() implements SeriesRefusal {}

  /** All that was sent with this Idempotency-Key was given up, and nothing comes of it any more. */
  record KeySpent() implements SeriesRefusal {}

  /** Somebody else is changing it at this moment. */
  record BeingChanged() implements SeriesRefusal {}

  /** Occurrences cannot be had, so nothing is made. */
  record Conflicting(List<SeriesPlan.Planned> conflicts, LocalTimeline timeline)
      implements SeriesRefusal {
    public Conflicting {
      conflicts = List.copyOf(conflicts);
    }
  }

  /** Occurrences cannot be moved so, so none is moved. */
  record MovesConflicting(List<SeriesMovePlans.Moved> conflicts, LocalTimeline timeline)
      implements SeriesRefusal {
    public MovesConflicting {
      conflicts = List.copyOf(conflicts);
    }
  }

  /** The possible moves differ from the planned ones, so nothing is moved. */
  record MovesDiffering(List<SeriesMovePlans.Moved> differing, LocalTimeline timeline)
      implements SeriesRefusal {
    public MovesDiffering {
      differing = List.copyOf(differing);
    }
  }

  /** The possible bookings differ from the planned ones, so nothing is made. */
  record Differing(List<SeriesPlan.Planned> differing, LocalTimeline timeline)
      implements SeriesRefusal {
    public Differing {
      differing = List.copyOf(differing);
    }
  }
}
