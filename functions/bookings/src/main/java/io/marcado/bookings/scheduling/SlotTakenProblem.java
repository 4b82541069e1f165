package io.marcado.bookings.scheduling;

import io.marcado.bookings.availability.Slot;
import io.marcado.bookings.store.BookingProblem;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.platform.http.Problem;
import java.util.List;

/** The answer when somebody else has the time. */
final class SlotTakenProblem {
  private SlotTakenProblem() {}

  static Problem of(List<Slot> alternatives, LocalTimeline timeline) {
    return new Problem(
            BookingProblem.SLOT_TAKEN,
            alternatives.isEmpty()
                ? "Somebody else has this time."
                : "Somebody else has this time; the nearest free ones are in alternatives.")
        .with(
            "alternatives",
            alternatives.stream().map(slot -> SlotView.of(slot, timeline)).toList());
  }
}
