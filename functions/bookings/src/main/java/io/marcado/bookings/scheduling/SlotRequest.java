package io.marcado.bookings.scheduling;

import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The requested time.
 *
 * @param resourceId the main resource; empty for any that can do it
 * @param askedStart the start; alternatives are told in its offset
 * @param durationMinutes empty for the service's own
 */
public record SlotRequest(
    ServiceId serviceId,
    Optional<ResourceId> resourceId,
    OffsetDateTime askedStart,
    Optional<Integer> durationMinutes) {

  /** The requested start. */
  public Instant start() {
    return askedStart.toInstant();
  }

  /** The same from the beginning of that minute. */
  public SlotRequest toTheMinute() {
    return new SlotRequest(
        serviceId, resourceId, askedStart.truncatedTo(ChronoUnit.MINUTES), durationMinutes);
  }
}
