package io.marcado.bookings;

import io.marcado.bookings.scheduling.AvailabilityQueries;
import io.marcado.bookings.scheduling.AvailabilityRefusal;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import java.util.List;

/** Free times in an answer, by start. */
record AvailabilityView(String timeZone, List<SlotView> slots) {
  /** Of one slot: two instants with their names, and each id in quotes with a comma. */
  private static int bytes(SlotView slot) {
    int bytes = 120;
    for (ResourceId id : slot.resourceIds()) {
      bytes += id.value().length() + 3;
    }
    return bytes;
  }

  static AvailabilityView of(Result<AvailabilityQueries.Free, AvailabilityRefusal> result) {
    AvailabilityQueries.Free free = BookingProblems.timesOrThrow(result);
    return new AvailabilityView(
        free.timeline().zone().id(),
        AnswerSize.bounded(
            free.slots().stream().map(slot -> SlotView.of(slot, free.timeline())).toList(),
            AvailabilityView::bytes));
  }
}
