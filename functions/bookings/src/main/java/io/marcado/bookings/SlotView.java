package io.marcado.bookings;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.marcado.bookings.availability.Slot;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.Money;
import io.marcado.domain.ResourceId;
import io.marcado.domain.catalog.Terms;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.WindowBooking;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A free time in an answer.
 *
 * @param start ISO 8601 with offset
 * @param end exclusive
 * @param resourceIds the main resources that can do it then, or all that a session has
 * @param approval true when what a client books then waits for approval by the hours
 * @param staffOnly true when no client can book it
 * @param restrictedResourceIds where that holds for some of the resources only: for these
 * @param durationMinutes null where all bookings of the service last as long and cost the same
 * @param price likewise, and where the business states none
 * @param sessionId of the session; null for an appointment
 * @param seatsLeft of the session; null for an appointment
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SlotView(
    String start,
    String end,
    List<ResourceId> resourceIds,
    @Nullable Boolean approval,
    @Nullable Boolean staffOnly,
    @Nullable List<ResourceId> restrictedResourceIds,
    @Nullable Integer durationMinutes,
    @Nullable Money price,
    @Nullable ClassSessionId sessionId,
    @Nullable Integer seatsLeft) {

  /** The slot, told in a zone's local time. */
  static SlotView of(Slot slot, LocalTimeline timeline) {
    boolean all = slot.restricted().size() == slot.resourceIds().size();
    return new SlotView(
        timeline.format(slot.time().start()),
        timeline.format(slot.time().end()),
        slot.resourceIds(),
        (all && slot.restriction() == WindowBooking.APPROVAL) ? true : null,
        (all && slot.restriction() == WindowBooking.STAFF) ? true : null,
        all || slot.restricted().isEmpty() ? null : slot.restricted(),
        slot.terms().map(Terms::minutes).orElse(null),
        slot.terms().flatMap(Terms::price).orElse(null),
        null,
        null);
  }

  /** A session with free seats. */
  static SlotView of(ClassSession session, int seatsLeft, LocalTimeline timeline) {
    return new SlotView(
        timeline.format(session.time().start()),
        timeline.format(session.time().end()),
        session.resourceIds(),
        null,
        null,
        null,
        null,
        null,
        session.id(),
        seatsLeft);
  }
}
