package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.BookedNames;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.ClassRefusal;
import io.marcado.bookings.lifecycle.ClassRefusal.Conflict;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.lifecycle.MinimumSeats;
import io.marcado.bookings.scheduling.ClassSessions.Sessions;
import io.marcado.bookings.store.ClassSessionStore;
import io.marcado.bookings.store.ClassSessionStore.Changed;
import io.marcado.bookings.store.SessionChanges;
import io.marcado.catalog.published.CatalogReader;
import io.marcado.catalog.published.ServiceWithResources;
import io.marcado.domain.Actor;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalStart;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes and cancels sessions. Their bookings follow, see {@link SessionFollowers}. */
@Singleton
public final class SessionUpdates {
  private final SettingsReader settings;
  private final CatalogReader catalog;
  private final ClassSessionStore store;
  private final SessionFollowers followers;
  private final ClassSessions sessions;

  SessionUpdates(
      SettingsReader settings,
      CatalogReader catalog,
      ClassSessionStore store,
      SessionFollowers followers,
      ClassSessions sessions) {
    this.settings = settings;
    this.catalog = catalog;
    this.store = store;
    this.followers = followers;
    this.sessions = sessions;
  }

  /** Cancels a session that is not over. A repetition changes nothing. */
  public Result<Sessions, ClassRefusal> cancel(
      Actor actor,
      ClassSessionId sessionId,
      Optional<Long> expectedVersion,
      Optional<String> reason,
      Instant now) {
    TenantId tenant = actor.tenant();
    return followed(
        tenant,
        store.change(
            tenant,
            sessionId,
            expectedVersion,
            BookingRights.changedBy(actor),
            present -> {
              if (present.isCancelled()) {
                return Result.done(present);
              }
              return present.time().end().isAfter(now)
                  ? Result.done(present.cancelled(reason))
                  : Result.refused(new ClassRefusal.Over());
            },
            _ -> 0,
            now),
        settings.get(tenant).timeline(),
        now);
  }

  /** Changes the time, the people and rooms, or the seats of a session that is to come. */
  public Result<Sessions, ClassRefusal> change(
      Actor actor,
      ClassSessionId sessionId,
      Optional<Long> expectedVersion,
      SessionEdit edit,
      Instant now) {
    TenantId tenant = actor.tenant();
    LocalTimeline timeline = settings.fresh(tenant).timeline();
    Map<ResourceId, Integer> capacities = new HashMap<>();
    return followed(
        tenant,
        store.change(
            tenant,
            sessionId,
            expectedVersion,
            BookingRights.changedBy(actor),
            present -> {
              if (present.isCancelled()) {
                return Result.refused(new ClassRefusal.Cancelled());
              }
              return present.time().start().isAfter(now)
                  ? changed(tenant, present, edit, timeline, capacities, now)
                  : Result.refused(new ClassRefusal.Over());
            },
            id -> capacities.getOrDefault(id, 0),
            now),
        timeline,
        now);
  }

  private Result<ClassSession, ClassRefusal> changed(
      TenantId tenant,
      ClassSession present,
      SessionEdit edit,
      LocalTimeline timeline,
      Map<ResourceId, Integer> capacities,
      Instant now) {
    Instant start = edit.start().map(OffsetDateTime::toInstant).orElse(present.time().start());
    Interval time =
        Interval.ofMinutes(
            start, edit.durationMinutes().orElse(Math.toIntExact(present.time().minutes())));
    List<ResourceId> resourceIds = edit.resourceIds().orElse(present.resourceIds());
    int seats = edit.seats().orElse(present.seats());
    List<Fault> faults = new ArrayList<>();
    edit.start().flatMap(told -> ClassSessions.noSuchTime(told, timeline)).ifPresent(faults::add);
    Optional<MinimumSeats> minimum = minimum(present, edit, start, seats, faults, now);
    if (time.equals(present.time()) && resourceIds.equals(present.resourceIds())) {
      return faults.isEmpty()
          ? Result.done(
              present
                  .changed(
                      time,
                      present.localStart(),
                      resourceIds,
                      present.names(),
                      present.taken(),
                      seats)
                  .requiring(minimum))
          : Result.refused(new ClassRefusal.Faulty(faults));
    }
    if (!start.isAfter(now)) {
      faults.add(new Fault("/start", FaultCode.OUT_OF_RANGE, "is in the past"));
    }
    if (!ClassSessions.isWholeMinute(start)) {
      faults.add(new Fault("/start", FaultCode.OUT_OF_RANGE, "must be a whole minute"));
    }
    if (!start.equals(present.time().start()) && ClassSessions.isTooFar(start, now)) {
      faults.add(
          new Fault(
              "/start",
              FaultCode.OUT_OF_RANGE,
              "is more than %d days ahead".formatted(SessionsRequest.FARTHEST_DAYS)));
    }
    Map<ResourceId, BookableResource> known = catalog.freshResources(tenant, resourceIds);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < resourceIds.size(); i++) {
      ResourceId id = resourceIds.get(i);
      BookableResource resource = known.get(id);
      int had = present.resourceIds().indexOf(id);
      if (resource == null || (!resource.active() && had < 0)) {
        faults.add(
            new Fault(
                "/resourceIds/" + i,
                FaultCode.UNKNOWN_REFERENCE,
                "is no resource that takes bookings"));
      } else {
        capacities.put(id, resource.capacity());
        names.add(had < 0 ? resource.name() : present.names().resources().get(had));
      }
    }
    if (!faults.isEmpty()) {
      return Result.refused(new ClassRefusal.Faulty(faults));
    }
    BookableService service =
        catalog
            .freshServiceWithResources(tenant, present.serviceId())
            .map(ServiceWithResources::service)
            .orElseThrow(() -> new IllegalStateException("a session of a service that never was"));
    return Result.done(
        present
            .changed(
                time,
                start.equals(present.time().start())
                    ? present.localStart()
                    : LocalStart.of(start, timeline),
                resourceIds,
                new BookedNames(present.names().service(), names),
                Booking.oneSeatOf(resourceIds, service.taken(time)),
                seats)
            .requiring(minimum));
  }

  /** The minimum after a change. It is decided again where its moment is to come. */
  private static Optional<MinimumSeats> minimum(
      ClassSession present,
      SessionEdit edit,
      Instant start,
      int seats,
      List<Fault> faults,
      Instant now) {
    Optional<MinimumSeats> next = edit.minimum(present.minimum());
    if (next.isEmpty()) {
      if (edit.saysHowMinimum()) {
        faults.add(
            new Fault(
                "/minimumSeats",
                FaultCode.REQUIRED,
                "is required beside minimumSeatsMinutesBefore and belowMinimumSeats"));
      }
      return next;
    }
    if (next.get().seats() > seats) {
      faults.add(ClassSessions.MINIMUM_TOO_HIGH);
    }
    boolean same =
        start.equals(present.time().start())
            && next.equals(present.minimum().map(MinimumSeats::open));
    if (same) {
      return present.minimum();
    }
    if (!next.get().by(start).isAfter(now)) {
      faults.add(ClassSessions.MINIMUM_TOO_LATE);
    }
    return next;
  }

  private Result<Sessions, ClassRefusal> followed(
      TenantId tenant, Changed changed, LocalTimeline timeline, Instant now) {
    return switch (changed) {
      case Changed.Done(ClassSession session, Optional<SessionChanges.Change> change) -> {
        change.ifPresent(one -> followers.follow(one, now));
        yield sessions.find(tenant, session.id());
      }
      case Changed.Taken(ClassSession wanted, List<ResourceId> resourceIds) ->
          Result.refused(
              new ClassRefusal.Conflicting(
                  List.of(new Conflict(wanted.time(), resourceIds)), timeline));
      case Changed.Refused(ClassRefusal why) -> Result.refused(why);
    };
  }
}
