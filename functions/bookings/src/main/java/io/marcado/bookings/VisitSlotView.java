package io.marcado.bookings;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.marcado.bookings.availability.VisitAssignment;
import io.marcado.bookings.availability.VisitAssignment.Placed;
import io.marcado.bookings.availability.VisitSlot;
import io.marcado.domain.Money;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.WindowBooking;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A free time of a visit in an answer: a slot like any other, with the parts.
 *
 * @param start ISO 8601 with offset
 * @param end exclusive
 * @param resourceIds those of all parts, each once
 * @param price of all parts, where each has one
 * @param approval true when what a client books then waits for approval by the hours
 * @param staffOnly true when no client can book it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VisitSlotView(
    String start,
    String end,
    List<ResourceId> resourceIds,
    @Nullable Boolean approval,
    @Nullable Boolean staffOnly,
    @Nullable Money price,
    List<PartView> visit) {

  /**
   * One part.
   *
   * @param resourceIds one way to do it, the main resource first
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PartView(
      ServiceId serviceId,
      List<ResourceId> resourceIds,
      String start,
      String end,
      @Nullable Money price) {
    static PartView of(Placed part, LocalTimeline timeline) {
      return new PartView(
          part.service().id(),
          part.resourceIds(),
          timeline.format(part.time().start()),
          timeline.format(part.time().end()),
          part.service().price().orElse(null));
    }
  }

  static VisitSlotView of(VisitSlot slot, LocalTimeline timeline) {
    VisitAssignment visit = slot.assignment();
    return new VisitSlotView(
        timeline.format(visit.time().start()),
        timeline.format(visit.time().end()),
        visit.resources().stream().map(BookableResource::id).toList(),
        slot.restriction() == WindowBooking.APPROVAL ? true : null,
        slot.restriction() == WindowBooking.STAFF ? true : null,
        visit.price().orElse(null),
        visit.parts().stream().map(part -> PartView.of(part, timeline)).toList());
  }
}
