package io.marcado.bookings;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.VisitPart;
import io.marcado.domain.Money;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a visit in an answer.
 *
 * @param serviceName as of the time of booking
 * @param resourceIds the main resource first
 * @param start ISO 8601, in the local time of the booking
 * @param end exclusive, likewise
 */
record VisitPartView(
    ServiceId serviceId,
    String serviceName,
    List<ResourceId> resourceIds,
    String start,
    String end,
    @Nullable Money price) {

  /** The parts of a visit; null for every other booking. */
  static @Nullable List<VisitPartView> of(Booking booking, LocalTimeline timeline) {
    if (booking.visit().isEmpty()) {
      return null;
    }
    List<VisitPartView> parts = new ArrayList<>();
    for (VisitPart part : booking.visit()) {
      Interval time = part.time(booking.time().start());
      parts.add(
          new VisitPartView(
              part.serviceId(),
              part.name(),
              part.resourceIds(),
              timeline.format(time.start()),
              timeline.format(time.end()),
              part.price().orElse(null)));
    }
    return parts;
  }
}
