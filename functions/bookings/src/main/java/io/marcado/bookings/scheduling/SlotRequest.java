package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.ClassPlace;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The requested time.
 *
 * @param resourceId the main resource; empty for any that can do it
 * @param askedStart the start; alternatives are told in its offset
 * @param durationMinutes empty for the service's own
 * @param seats the seats of a session that are asked for, whose time it is; empty for an
 *     appointment
 * @param visit the parts of a visit, the first of which has the same service; empty for every other
 *     booking
 */
public record SlotRequest(
    ServiceId serviceId,
    Optional<ResourceId> resourceId,
    OffsetDateTime askedStart,
    Optional<Integer> durationMinutes,
    Optional<AskedSeats> seats,
    List<AskedPart> visit) {

  public SlotRequest {
    visit = List.copyOf(visit);
  }

  /** An appointment. */
  public SlotRequest(
      ServiceId serviceId,
      Optional<ResourceId> resourceId,
      OffsetDateTime askedStart,
      Optional<Integer> durationMinutes) {
    this(serviceId, resourceId, askedStart, durationMinutes, Optional.empty(), List.of());
  }

  /** A visit. */
  public static SlotRequest of(List<AskedPart> visit, OffsetDateTime askedStart) {
    return new SlotRequest(
        visit.getFirst().serviceId(),
        Optional.empty(),
        askedStart,
        Optional.empty(),
        Optional.empty(),
        visit);
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
        Optional.of(new AskedSeats(session, place)),
        List.of());
  }

  /** The requested start. */
  public Instant start() {
    return askedStart.toInstant();
  }

  /** The same from the beginning of that minute. */
  public SlotRequest toTheMinute() {
    return new SlotRequest(
        serviceId,
        resourceId,
        askedStart.truncatedTo(ChronoUnit.MINUTES),
        durationMinutes,
        seats,
        visit);
  }
}
