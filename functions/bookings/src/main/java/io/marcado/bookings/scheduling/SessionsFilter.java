package io.marcado.bookings.scheduling;

import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import java.util.Optional;

/**
 * Which sessions are listed. A session must match all conditions.
 *
 * @param cancelled true to find cancelled ones too; staff only
 */
public record SessionsFilter(
    BookingQueries.Span dates,
    Optional<ServiceId> serviceId,
    Optional<ResourceId> resourceId,
    boolean cancelled) {}
