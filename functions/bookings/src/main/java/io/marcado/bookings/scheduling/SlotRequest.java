package io.marcado.bookings.scheduling;

import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import java.time.Instant;
import java.util.Optional;

/**
 * The requested time.
 *
 * @param resourceId the main resource; empty for any that can do it
 * @param durationMinutes empty for the service's own
 */
public record SlotRequest(
    ServiceId serviceId,
    Optional<ResourceId> resourceId,
    Instant start,
    Optional<Integer> durationMinutes) {}
