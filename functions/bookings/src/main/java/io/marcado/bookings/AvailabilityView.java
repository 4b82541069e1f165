package io.marcado.bookings;

import io.marcado.bookings.scheduling.AvailabilityQueries;
import io.marcado.bookings.scheduling.AvailabilityRefusal;
import io.marcado.bookings.scheduling.ClassSessions;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import java.util.List;

/** Free times in an answer, by start. */
record AvailabilityView(String timeZone, List<SlotView> slots) {
  /** Of one slot as JSON, without its resources: two instants and the names of all fields. */
  private static final int SLOT_BYTES = 130;

  /** Of its terms, where they are told. */
  private static final int TERMS_BYTES = 100;

  static AvailabilityView of(Result<AvailabilityQueries.Free, AvailabilityRefusal> result) {
    AvailabilityQueries.Free free = BookingProblems.timesOrThrow(result);
    AnswerSize.require(free.starts().sum(SLOT_BYTES, TERMS_BYTES, AvailabilityView::bytes));
    return new AvailabilityView(
        free.timeline().zone().id(),
        free.slots().stream().map(slot -> SlotView.of(slot, free.timeline())).toList());
  }

  /** The sessions of a class. */
  static AvailabilityView of(ClassSessions.Sessions found) {
    return new AvailabilityView(
        found.timeline().zone().id(),
        AnswerSize.bounded(
            found.sessions().stream()
                .map(one -> SlotView.of(one.session(), one.seats().left(), found.timeline()))
                .toList(),
            AnswerSize::bytes));
  }

  /** In quotes, with a comma. */
  private static int bytes(ResourceId id) {
    return id.value().length() + 3;
  }
}
