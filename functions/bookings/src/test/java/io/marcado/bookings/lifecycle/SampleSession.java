package io.marcado.bookings.lifecycle;

import io.marcado.domain.ClassSessionId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalStart;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Sessions of yoga, as tests of several packages need them. */
public final class SampleSession {
  private SampleSession() {}

  /** One that takes place with one resource, without buffers and without a minimum. */
  public static ClassSession of(
      ClassSessionId id,
      ServiceId serviceId,
      ResourceId resource,
      Interval time,
      int seats,
      Instant createdAt) {
    List<ResourceId> resources = List.of(resource);
    return new ClassSession(
        id,
        serviceId,
        ClassSession.Status.SCHEDULED,
        time,
        LocalStart.of(time.start(), new LocalTimeline(Zone.of("UTC"))),
        resources,
        new BookedNames("Yoga", List.of(resource.value())),
        Booking.oneSeatOf(resources, time),
        seats,
        Optional.empty(),
        Optional.empty(),
        "hash",
        "",
        1,
        createdAt,
        createdAt);
  }
}
