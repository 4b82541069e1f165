package io.marcado.bookings.scheduling;

import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.Patch;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A change of a booking for tests: it keeps all that is not named. */
final class Edit {
  private Optional<OffsetDateTime> start = Optional.empty();
  private Optional<ServiceId> serviceId = Optional.empty();
  private Optional<ResourceId> resourceId = Optional.empty();
  private Optional<ClassSessionId> sessionId = Optional.empty();
  private Optional<Integer> seats = Optional.empty();
  private Set<SchedulingRule> ignored = Set.of();
  private boolean confirmed;

  Edit to(Instant start) {
    return to(start.atOffset(ZoneOffset.UTC));
  }

  Edit to(OffsetDateTime start) {
    this.start = Optional.of(start);
    return this;
  }

  Edit of(ServiceId serviceId) {
    this.serviceId = Optional.of(serviceId);
    return this;
  }

  Edit in(ResourceId resourceId) {
    this.resourceId = Optional.of(resourceId);
    return this;
  }

  Edit session(ClassSessionId sessionId) {
    this.sessionId = Optional.of(sessionId);
    return this;
  }

  Edit seats(int seats) {
    this.seats = Optional.of(seats);
    return this;
  }

  Edit ignoring(Set<SchedulingRule> rules) {
    ignored = rules;
    return this;
  }

  /** The client comes. */
  Edit confirmed() {
    confirmed = true;
    return this;
  }

  BookingEdit asked() {
    return new BookingEdit(
        start,
        serviceId,
        resourceId,
        Optional.empty(),
        Optional.empty(),
        sessionId,
        seats,
        Optional.empty(),
        new Patch.Keep<>(),
        new Patch.Keep<>(),
        ignored,
        List.of(),
        BookingEdit.ByStaff.NOTHING,
        confirmed);
  }
}
