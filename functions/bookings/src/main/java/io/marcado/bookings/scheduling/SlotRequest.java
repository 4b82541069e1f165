package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.ClassPlace;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The requested time.
 *
 * @param resourceId the main resource; empty for any that can do it
 * @param askedStart the start; alternatives are told in its offset
 * @param durationMinutes empty for the service's own
 * @param seats the seats of a session that are asked for, whose time it is; empty for an
 *     appointment
 */
public record SlotRequest(
    ServiceId serviceId,
    Optional<ResourceId> resourceId,
    OffsetDateTime askedStart,
    Optional<Integer> durationMinutes,
    Optional<AskedSeats> seats) {

  /** An appointment. */
  public SlotRequest(
      ServiceId serviceId,
      Optional<ResourceId> resourceId,
      OffsetDateTime askedStart,
      Optional<Integer> durationMinutes) {
    this(serviceId, resourceId, askedStart, durationMinutes, Optional.empty());
  }

  /** Seats of a session as it is now. */
  public record AskedSeats(ClassSession session, ClassPlace place) {}

  /** The time of a session, with seats of it. */
  static SlotRequest of(ClassSession session, ClassPlace place) {
    return new SlotRequest(
        session.serviceId(),
        Optional.empty(),
        session.time().start().atOffset(ZoneOffset.UTC),
        Optional.of(Math.toIntExact(session.time().minutes())),
        Optional.of(new AskedSeats(session, place)));
  }

  /** The requested start. */
  public Instant start() {
    return askedStart.toInstant();
  }

  /** The same from the beginning of that minute. */
  public SlotRequest toTheMinute() {
    return new SlotRequest(
        serviceId, resourceId, askedStart.truncatedTo(ChronoUnit.MINUTES), durationMinutes, seats);
  }
}
