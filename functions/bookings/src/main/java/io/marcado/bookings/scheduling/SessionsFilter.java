package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.MinimumSeats;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import java.util.Optional;

/**
 * Which sessions are listed. A session must match all conditions.
 *
 * @param minimum what was found about how many come
 * @param cancelled true to find cancelled ones too; staff only
 */
public record SessionsFilter(
    BookingQueries.Span dates,
    Optional<ServiceId> serviceId,
    Optional<ResourceId> resourceId,
    Optional<MinimumSeats.State> minimum,
    boolean cancelled) {}
