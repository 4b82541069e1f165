package io.marcado.bookings.lifecycle;

import io.marcado.bookings.published.BookingImage;
import io.marcado.domain.Money;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.time.Interval;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One service of a visit. When it begins is told from the start of the visit on, so that a visit
 * moves without any change of its parts.
 *
 * @param name what the service was called when it was booked
 * @param resourceIds the main resource first
 * @param afterMinutes from the start of the visit to that of this part
 * @param minutes how long it lasts
 * @param price as of the time of booking
 */
public record VisitPart(
    ServiceId serviceId,
    String name,
    List<ResourceId> resourceIds,
    int afterMinutes,
    int minutes,
    Optional<Money> price) {
  public VisitPart {
    resourceIds = List.copyOf(resourceIds);
  }

  /** Its time in a visit that starts then, without buffers. */
  public Interval time(Instant visitStart) {
    return Interval.ofMinutes(visitStart.plusSeconds(60L * afterMinutes), minutes);
  }

  /** The part as other capabilities see it, of a visit that starts then. */
  BookingImage.Part image(Instant visitStart) {
    Interval time = time(visitStart);
    return new BookingImage.Part(serviceId, name, resourceIds, time.start(), time.end());
  }

  /** The same, as it was agreed on, with the resources and the place that another one has. */
  public VisitPart placedAs(VisitPart other) {
    return new VisitPart(
        serviceId, name, other.resourceIds, other.afterMinutes, other.minutes, price);
  }

  /** The same with other resources. */
  public VisitPart by(List<ResourceId> others) {
    return new VisitPart(serviceId, name, others, afterMinutes, minutes, price);
  }
}
