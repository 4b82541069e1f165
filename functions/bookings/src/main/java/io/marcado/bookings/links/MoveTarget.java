package io.marcado.bookings.links;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.ClassPlace;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.ResourceId;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a client wants to move a booking by a link.
 *
 * @param start empty for seats, which go to a session
 * @param resourceId the main resource; empty to keep it
 * @param sessionId empty for all but seats
 */
public record MoveTarget(
    Optional<Instant> start, Optional<ResourceId> resourceId, Optional<ClassSessionId> sessionId) {

  /** The same time, by those who do it now. */
  public static MoveTarget at(Instant start) {
    return new MoveTarget(Optional.of(start), Optional.empty(), Optional.empty());
  }

  /** True when the booking is there. */
  public boolean isReachedBy(Booking booking) {
    return booking.status().isOpen()
        && start.filter(asked -> !asked.equals(booking.time().start())).isEmpty()
        && resourceId.filter(asked -> !asked.equals(booking.mainResourceId())).isEmpty()
        && (sessionId.isEmpty()
            || sessionId.equals(booking.classPlace().map(ClassPlace::sessionId)));
  }
}
