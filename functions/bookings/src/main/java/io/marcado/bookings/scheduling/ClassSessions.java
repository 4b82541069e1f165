package io.marcado.bookings.scheduling;

import io.marcado.bookings.availability.Occupancy;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.ledger.SessionSeats;
import io.marcado.bookings.ledger.SessionSeats.Seats;
import io.marcado.bookings.lifecycle.BookedNames;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.ClassRefusal;
import io.marcado.bookings.lifecycle.ClassRefusal.Conflict;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.lifecycle.MinimumSeats;
import io.marcado.bookings.lifecycle.MinimumSeats.Below;
import io.marcado.bookings.lifecycle.MinimumSeats.State;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.bookings.store.ClassSessionStore;
import io.marcado.bookings.store.ClassSessionStore.Written;
import io.marcado.catalog.published.CatalogReader;
import io.marcado.catalog.published.ServiceWithResources;
import io.marcado.domain.Actor;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.Ids;
import io.marcado.domain.Permission;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.catalog.ServiceKind;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalStart;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.platform.paging.Page;
import io.marcado.platform.paging.PageRequest;
import io.marcado.platform.replay.Repeatable;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes and finds the sessions of classes. */
@Singleton
public final class ClassSessions {
  /** Nobody could reach the minimum of such a session. */
  static final Fault MINIMUM_TOO_LATE =
      new Fault(
          "/minimumSeatsMinutesBefore",
          FaultCode.OUT_OF_RANGE,
          "must leave time: that moment is over");

  static final Fault MINIMUM_TOO_HIGH =
      new Fault("/minimumSeats", FaultCode.OUT_OF_RANGE, "must not be more than seats");

  private final SettingsReader settings;
  private final CatalogReader catalog;
  private final ClassSessionStore store;
  private final SessionSeats seats;
  private final DayRows rows;
  private final Ids ids;

  ClassSessions(
      SettingsReader settings,
      CatalogReader catalog,
      ClassSessionStore store,
      SessionSeats seats,
      DayRows rows,
      Ids ids) {
    this.settings = settings;
    this.catalog = catalog;
    this.store = store;
    this.seats = seats;
    this.rows = rows;
    this.ids = ids;
  }

  /** A session with its seats. */
  public record Seated(ClassSession session, Seats seats) {}

  /**
   * Sessions in an answer.
   *
   * @param timeline local time of the business
   * @param next the cursor of the next page
   */
  public record Sessions(List<Seated> sessions, LocalTimeline timeline, Optional<String> next) {}

  /**
   * The result of a request for new sessions.
   *
   * @param planned the times that can be had; in a dry run nothing was made
   * @param made those that are there now
   * @param conflicts those that cannot be
   */
  public record Made(
      List<Interval> planned,
      List<Seated> made,
      List<Conflict> conflicts,
      boolean dryRun,
      LocalTimeline timeline) {}

  /** What the sessions of a request are to be. */
  private record Plan(
      SessionsRequest request,
      BookableService service,
      List<BookableResource> resources,
      List<Interval> times,
      LocalTimeline timeline,
      Actor actor,
      Instant now) {
    TenantId tenant() {
      return actor.tenant();
    }

    List<ResourceId> resourceIds() {
      return resources.stream().map(BookableResource::id).toList();
    }

    int capacity(ResourceId id) {
      return resources.stream()
          .filter(one -> one.id().equals(id))
          .mapToInt(BookableResource::capacity)
          .findFirst()
          .orElse(0);
    }
  }

  /** Makes sessions: one, or those of a weekly pattern. Each is a transaction of its own. */
  public Result<Made, ClassRefusal> create(Actor actor, SessionsRequest request, Instant now) {
    OrganizationSettings present = settings.fresh(actor.tenant());
    Optional<ServiceWithResources> found =
        catalog.freshServiceWithResources(actor.tenant(), request.serviceId());
    if (found.filter(all -> all.service().active()).isEmpty()) {
      return Result.refused(new ClassRefusal.NoService());
    }
    if (found.get().service().kind() != ServiceKind.CLASS) {
      return Result.refused(new ClassRefusal.NotAClass());
    }
    return plan(actor, request, found.get(), present.timeline(), now).then(this::create);
  }

  private Result<Plan, ClassRefusal> plan(
      Actor actor,
      SessionsRequest request,
      ServiceWithResources found,
      LocalTimeline timeline,
      Instant now) {
    List<Fault> faults = new ArrayList<>();
    List<BookableResource> resources = resources(actor.tenant(), request, found, faults);
    if (request
        .minimum()
        .given()
        .filter(minimum -> minimum.seats() > request.seats())
        .isPresent()) {
      faults.add(MINIMUM_TOO_HIGH);
    }
    int minutes = request.durationMinutes().orElse(found.service().durationMinutes());
    List<Instant> starts = request.when().starts(timeline);
    String pointer = request.when() instanceof SessionsRequest.When.Once ? "/start" : "/pattern";
    if (starts.isEmpty()) {
      faults.add(new Fault(pointer, FaultCode.TOO_SHORT, "has no session"));
    } else if (starts.size() > SessionsRequest.MOST) {
      faults.add(
          new Fault(
              pointer,
              FaultCode.TOO_LONG,
              "has more than %d sessions: send it in parts".formatted(SessionsRequest.MOST)));
    } else {
      if (request.when() instanceof SessionsRequest.When.Once once) {
        noSuchTime(once.told(), timeline).ifPresent(faults::add);
      }
      if (!starts.getFirst().isAfter(now)) {
        faults.add(new Fault(pointer, FaultCode.OUT_OF_RANGE, "begins in the past"));
      }
      if (isTooFar(starts.getLast(), now)) {
        faults.add(
            new Fault(
                pointer,
                FaultCode.OUT_OF_RANGE,
                "ends more than %d days ahead".formatted(SessionsRequest.FARTHEST_DAYS)));
      }
      if (request
          .minimum()
          .given()
          .filter(minimum -> !minimum.by(starts.getFirst()).isAfter(now))
          .isPresent()) {
        faults.add(MINIMUM_TOO_LATE);
      }
      if (!starts.stream().allMatch(ClassSessions::isWholeMinute)) {
        faults.add(new Fault(pointer, FaultCode.OUT_OF_RANGE, "must be a whole minute"));
      }
    }
    return faults.isEmpty()
        ? Result.done(
            new Plan(
                request,
                found.service(),
                resources,
                starts.stream().map(start -> Interval.ofMinutes(start, minutes)).toList(),
                timeline,
                actor,
                now))
        : Result.refused(new ClassRefusal.Faulty(faults));
  }

  /** The fault of a start that is no local time of the business. */
  static Optional<Fault> noSuchTime(OffsetDateTime start, LocalTimeline timeline) {
    return timeline
        .gap(start)
        .map(gap -> new Fault("/start", FaultCode.OUT_OF_RANGE, gap.detail()));
  }

  static boolean isWholeMinute(Instant start) {
    return start.truncatedTo(ChronoUnit.MINUTES).equals(start);
  }

  static boolean isTooFar(Instant start, Instant now) {
    return start.isAfter(now.plus(Duration.ofDays(SessionsRequest.FARTHEST_DAYS)));
  }

  private List<BookableResource> resources(
      TenantId tenant, SessionsRequest request, ServiceWithResources found, List<Fault> faults) {
    if (request.resourceIds().isEmpty()) {
      Optional<List<BookableResource>> only =
          ServiceNeeds.of(found.service(), found.resources()).onlyChoice();
      if (only.isEmpty()) {
        faults.add(
            new Fault(
                "/resourceIds",
                FaultCode.REQUIRED,
                "is required: the service leaves a choice of resources"));
      }
      return only.orElse(List.of());
    }
    return resources(tenant, request.resourceIds(), faults);
  }

  /** The faults of resources that take no sessions. */
  public List<Fault> unknown(TenantId tenant, List<ResourceId> resourceIds) {
    List<Fault> faults = new ArrayList<>();
    var _ = resources(tenant, resourceIds, faults);
    return faults;
  }

  private List<BookableResource> resources(
      TenantId tenant, List<ResourceId> resourceIds, List<Fault> faults) {
    if (resourceIds.isEmpty()) {
      return List.of();
    }
    Map<ResourceId, BookableResource> known = catalog.freshResources(tenant, resourceIds);
    List<BookableResource> resources = new ArrayList<>();
    for (int i = 0; i < resourceIds.size(); i++) {
      BookableResource resource = known.get(resourceIds.get(i));
      if (resource == null || !resource.active()) {
        faults.add(
            new Fault(
                "/resourceIds/" + i,
                FaultCode.UNKNOWN_REFERENCE,
                "is no resource that takes bookings"));
      } else {
        resources.add(resource);
      }
    }
    return resources;
  }

  private Result<Made, ClassRefusal> create(Plan plan) {
    Repeatable repeatable =
        Repeatable.of(
            plan.tenant().value(),
            "CreateClassSessions",
            plan.actor().auditId().orElse(""),
            plan.request().idempotencyKey(),
            plan.request().hash());
    Map<Interval, ClassSessionId> places = places(plan, repeatable.id(ids::nextLong));
    // What an earlier sending has made takes its own time, which is no conflict.
    Map<Interval, ClassSession> earlier = earlier(plan, repeatable, places);
    List<Interval> open = plan.times().stream().filter(time -> !earlier.containsKey(time)).toList();
    List<Conflict> conflicts = new ArrayList<>(conflicts(plan, open));
    if (!conflicts.isEmpty()) {
      // Another sending may have made them since.
      earlier.putAll(earlier(plan, repeatable, places));
      conflicts.removeIf(conflict -> earlier.containsKey(conflict.time()));
    }
    if (areOfOther(repeatable, earlier)) {
      return Result.refused(new ClassRefusal.KeyReused());
    }
    List<Interval> taken = conflicts.stream().map(Conflict::time).toList();
    List<Interval> free =
        open.stream().filter(time -> !taken.contains(time) && !earlier.containsKey(time)).toList();
    if (plan.request().dryRun()) {
      return Result.done(new Made(free, List.of(), conflicts, true, plan.timeline()));
    }
    if (free.isEmpty() && earlier.isEmpty()
        || (!plan.request().skips() && !conflicts.isEmpty() && earlier.isEmpty())) {
      return Result.refused(new ClassRefusal.Conflicting(conflicts, plan.timeline()));
    }
    List<ClassSession> made = new ArrayList<>();
    List<Conflict> lost = new ArrayList<>(conflicts);
    for (Map.Entry<Interval, ClassSessionId> place : places.entrySet()) {
      Interval time = place.getKey();
      ClassSession before = earlier.get(time);
      if (before != null) {
        made.add(before);
      } else if (free.contains(time)) {
        ClassSession session = session(plan, place.getValue(), time, repeatable.hash());
        switch (store.create(plan.tenant(), session, plan::capacity)) {
          case Written.Done(ClassSession written) -> made.add(written);
          case Written.Taken(List<ResourceId> resourceIds) ->
              lost.add(new Conflict(time, resourceIds));
          case Written.Other _ -> {
            return Result.refused(new ClassRefusal.KeyReused());
          }
          case Written.Busy _ -> {
            return Result.refused(new ClassRefusal.Busy());
          }
        }
      }
    }
    return made.isEmpty()
        ? Result.refused(new ClassRefusal.Conflicting(lost, plan.timeline()))
        : Result.done(new Made(free, seated(plan.tenant(), made), lost, false, plan.timeline()));
  }

  /** The ids by their order, so that a key stands for what was asked first, whatever the start. */
  private static Map<Interval, ClassSessionId> places(Plan plan, String seed) {
    Map<Interval, ClassSessionId> places = new LinkedHashMap<>();
    for (Interval time : plan.times()) {
      String number = Integer.toString(places.size());
      places.put(time, new ClassSessionId(Ids.derived(List.of(seed, number))));
    }
    return places;
  }

  private Map<Interval, ClassSession> earlier(
      Plan plan, Repeatable repeatable, Map<Interval, ClassSessionId> places) {
    Map<Interval, ClassSession> earlier = new LinkedHashMap<>();
    if (repeatable.hasKey()) {
      places.forEach(
          (time, id) ->
              store.find(plan.tenant(), id).ifPresent(present -> earlier.put(time, present)));
    }
    return earlier;
  }

  private static boolean areOfOther(Repeatable repeatable, Map<Interval, ClassSession> earlier) {
    return earlier.values().stream().anyMatch(one -> !one.requestHash().equals(repeatable.hash()));
  }

  /** The times at which a resource is taken, by the rows as they are now, and by each other. */
  private List<Conflict> conflicts(Plan plan, List<Interval> times) {
    Map<Interval, Map<ResourceId, Occupancy>> read =
        Parallel.ask(
            times,
            time ->
                rows.occupancies(
                    plan.tenant(),
                    plan.resourceIds(),
                    CellRange.covering(plan.service().taken(time)).days()));
    List<Conflict> conflicts = new ArrayList<>();
    List<CellRange> planned = new ArrayList<>();
    for (Interval time : times) {
      CellRange cells = CellRange.covering(plan.service().taken(time));
      Map<ResourceId, Occupancy> occupancies = read.getOrDefault(time, Map.of());
      List<ResourceId> taken =
          plan.resources().stream()
              .filter(
                  resource ->
                      isTaken(
                          cells,
                          Optional.ofNullable(occupancies.get(resource.id())),
                          planned,
                          resource.capacity()))
              .map(BookableResource::id)
              .toList();
      if (taken.isEmpty()) {
        planned.add(cells);
      } else {
        conflicts.add(new Conflict(time, taken));
      }
    }
    return conflicts;
  }

  private static boolean isTaken(
      CellRange cells, Optional<Occupancy> occupancy, List<CellRange> planned, int capacity) {
    for (long cell = cells.first(); cell < cells.end(); cell++) {
      long at = cell;
      int left = capacity - (int) planned.stream().filter(range -> range.contains(at)).count();
      // Not only bookings take time: a block leaves no seat, whatever the capacity.
      if (left <= 0 || occupancy.filter(row -> row.isFull(at, left)).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static ClassSession session(Plan plan, ClassSessionId id, Interval time, String hash) {
    return new ClassSession(
        id,
        plan.service().id(),
        ClassSession.Status.SCHEDULED,
        time,
        LocalStart.of(time.start(), plan.timeline()),
        plan.resourceIds(),
        new BookedNames(
            plan.service().name(), plan.resources().stream().map(BookableResource::name).toList()),
        Booking.oneSeatOf(plan.resourceIds(), plan.service().taken(time)),
        plan.request().seats(),
        minimum(plan, time),
        Optional.empty(),
        hash,
        "",
        1,
        plan.now(),
        plan.now());
  }

  /** What the request says, or else the service, of a session whose moment is to come. */
  private static Optional<MinimumSeats> minimum(Plan plan, Interval time) {
    return plan.request().minimum().keeps()
        ? plan.service()
            .sessionMinimum()
            .map(
                usual ->
                    new MinimumSeats(
                        Math.min(usual.seats(), plan.request().seats()),
                        usual.minutesBefore(),
                        usual.cancels() ? Below.CANCEL : Below.ASK_STAFF,
                        State.OPEN))
            .filter(minimum -> minimum.by(time.start()).isAfter(plan.now()))
        : plan.request().minimum().given();
  }

  /** One session, for everybody. */
  public Result<Sessions, ClassRefusal> find(TenantId tenant, ClassSessionId sessionId) {
    return Result.<ClassSession, ClassRefusal>of(
            store.find(tenant, sessionId), new ClassRefusal.NotFound())
        .map(
            session ->
                new Sessions(
                    seated(tenant, List.of(session)),
                    settings.get(tenant).timeline(),
                    Optional.empty()));
  }

  /**
   * A page of sessions by start.
   *
   * @param all true to find cancelled ones too, for those who may read bookings
   */
  public Sessions page(Actor actor, SessionsFilter filter, PageRequest page) {
    TenantId tenant = actor.tenant();
    LocalTimeline timeline = settings.get(tenant).timeline();
    Page<ClassSession> found =
        store.page(
            tenant,
            new ClassSessionStore.Filter(
                filter.serviceId(),
                filter.resourceId(),
                filter.dates().from().map(timeline::startOf),
                filter.dates().to().map(date -> timeline.startOf(date.plusDays(1))),
                filter.minimum(),
                filter.cancelled() && actor.may(Permission.BOOKINGS_READ)),
            page.limit(),
            page.position());
    return new Sessions(seated(tenant, found.items()), timeline, found.next());
  }

  /**
   * The sessions of a class that have a free seat and may be booked now; empty unless the service
   * is a class that takes bookings.
   */
  public Optional<Sessions> offered(AvailabilityQuestion question) {
    TenantId tenant = question.actor().tenant();
    if (catalog
        .freshServiceWithResources(tenant, question.serviceId())
        .map(ServiceWithResources::service)
        .filter(service -> service.active() && service.kind() == ServiceKind.CLASS)
        .isEmpty()) {
      return Optional.empty();
    }
    OrganizationSettings present = settings.fresh(tenant);
    LocalTimeline timeline = question.zone().map(LocalTimeline::new).orElseGet(present::timeline);
    SessionRules rules = new SessionRules(present, question.now());
    List<ClassSession> sessions =
        question
            .dates()
            .in(timeline)
            .map(starts -> store.within(tenant, question.serviceId(), starts))
            .orElse(List.of())
            .stream()
            .filter(session -> rules.judge(session, List.of()).isEmpty())
            .toList();
    return Optional.of(
        new Sessions(
            seated(tenant, sessions).stream().filter(one -> one.seats().left() > 0).toList(),
            timeline,
            Optional.empty()));
  }

  private List<Seated> seated(TenantId tenant, List<ClassSession> sessions) {
    Map<ClassSessionId, Seats> found =
        seats.recent(tenant, sessions.stream().map(ClassSession::id).toList());
    return sessions.stream()
        .map(
            session ->
                new Seated(
                    session,
                    found.getOrDefault(
                        session.id(),
                        new Seats(session.seats(), 0, List.of(), session.isCancelled(), 0))))
        .toList();
  }
}
