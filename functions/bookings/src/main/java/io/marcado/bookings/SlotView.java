package io.marcado.bookings;

import io.marcado.bookings.availability.Slot;
import io.marcado.domain.ResourceId;
import io.marcado.domain.time.LocalTimeline;
import java.util.List;

/**
 * A free time in an answer.
 *
 * @param start ISO 8601 with offset
 * @param end exclusive
 * @param resourceIds the main resources that can do it then
 */
record SlotView(String start, String end, List<ResourceId> resourceIds) {

  /** The slot, told in a zone's local time. */
  static SlotView of(Slot slot, LocalTimeline timeline) {
    return new SlotView(
        timeline.format(slot.time().start()),
        timeline.format(slot.time().end()),
        slot.resourceIds());
  }
}
