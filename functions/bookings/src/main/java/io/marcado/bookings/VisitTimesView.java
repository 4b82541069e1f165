package io.marcado.bookings;

import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.scheduling.VisitQueries;
import io.marcado.domain.Result;
import java.util.List;

/** Free times of a visit in an answer, by start. */
record VisitTimesView(String timeZone, List<VisitSlotView> slots) {
  /** Of one slot as JSON without its parts. */
  private static final int SLOT_BYTES = 160;

  /** Of one part without its resources. */
  private static final int PART_BYTES = 200;

  /** Of one resource. */
  private static final int RESOURCE_BYTES = 30;

  static VisitTimesView of(Result<VisitQueries.Times, BookingRefusal> result) {
    VisitQueries.Times found = BookingProblems.orThrow(result);
    AnswerSize.require(
        (long) found.starts().count()
            * (SLOT_BYTES + PART_BYTES * found.parts() + 2 * RESOURCE_BYTES * found.roles()));
    return new VisitTimesView(
        found.timeline().zone().id(),
        found.starts().slots().stream()
            .map(slot -> VisitSlotView.of(slot, found.timeline()))
            .toList());
  }
}
