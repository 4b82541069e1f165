package io.marcado.bookings.scheduling;

import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.ledger.SeriesHolds.State;
import io.marcado.bookings.lifecycle.BookedNames;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingFault;
import io.marcado.bookings.lifecycle.BookingFault.Plain;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.HoldTerms;
import io.marcado.bookings.lifecycle.Series;
import io.marcado.bookings.lifecycle.Series.Occurrence;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.published.NamedPeople;
import io.marcado.bookings.rules.ApprovalRule;
import io.marcado.bookings.rules.CancellationRule;
import io.marcado.bookings.rules.Offers;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.bookings.scheduling.SeriesPlan.Choice;
import io.marcado.bookings.scheduling.SeriesPlan.Planned;
import io.marcado.bookings.series.Recurrence;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.ClientAllowance;
import io.marcado.bookings.store.CreateOutcome;
import io.marcado.bookings.store.SeriesStore;
import io.marcado.domain.Actor;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.SeriesId;
import io.marcado.domain.TenantId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalStart;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.identity.published.ClientRecord;
import io.marcado.platform.logging.Failures;
import io.marcado.platform.replay.Repeatable;
import io.marcado.platform.table.OptimisticRetry;
import io.marcado.platform.table.TableUnavailableException;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Makes series of bookings, whole or not at all. Each occurrence is held as any time is, then one
 * write of the series' item decides for all, then each hold becomes a booking. When the process
 * dies on the way others finish: the next writer who wants a time, or {@link SeriesFinishing} for a
 * retry, for a reader of the series, and at the next turn of the scheduled function. See ADR 44.
 */
@Singleton
public final class SeriesBooking {
  /** A key whose requests were all given up is of no use any more. */
  private static final int MOST_TRIES = 20;

  /** How often an occurrence is planned anew when others take its time in the meantime. */
  private static final int MOST_PLANS = 3;

  private static final Logger LOG = LoggerFactory.getLogger(SeriesBooking.class);

  private final Configurations configurations;
  private final BookingStore bookings;
  private final DayRows rows;
  private final FreeTimes freeTimes;
  private final Admission admission;
  private final ClientLimits limits;
  private final SeriesStore store;
  private final SeriesFinishing finishing;
  private final Ids ids;

  SeriesBooking(
      Configurations configurations,
      BookingStore bookings,
      DayRows rows,
      FreeTimes freeTimes,
      Admission admission,
      ClientLimits limits,
      SeriesFinishing finishing,
      Ids ids) {
    this.configurations = configurations;
    this.bookings = bookings;
    this.rows = rows;
    this.freeTimes = freeTimes;
    this.admission = admission;
    this.limits = limits;
    this.finishing = finishing;
    this.store = finishing.store();
    this.ids = ids;
  }

  /**
   * A series in an answer.
   *
   * @param bookings its bookings as they are, by the number of the occurrence
   * @param settings of the business, needed to show it
   * @param reachable false when the request named a client to whose phone no message can go
   */
  public record Shown(
      Series series,
      Map<Integer, Booking> bookings,
      OrganizationSettings settings,
      boolean replayed,
      boolean reachable) {
    Shown unreachable() {
      return new Shown(series, bookings, settings, replayed, false);
    }
  }

  // ---- planning

  /** What a request would come to; it writes nothing. */
  public Result<SeriesPlan, SeriesRefusal> plan(Actor actor, SeriesRequest request, Instant now) {
    boolean named =
        request.booking().clientId().isPresent() || request.booking().client().isPresent();
    return (named
            ? admission.whom(actor, request.booking(), Plain.CLASS_IN_SERIES, now)
            : BookingRights.holder(actor, request.booking()))
        .mapRefusal(SeriesBooking::of)
        .then(_ -> planning(actor, request, new ArrayList<>(), now))
        .then(planning -> plan(planning, request));
  }

  private static SeriesRefusal of(BookingRefusal refusal) {
    return new SeriesRefusal.Of(refusal);
  }

  private static <T> Result<T, SeriesRefusal> faulty(Fault fault) {
    return Result.refused(new SeriesRefusal.Faulty(List.of(fault)));
  }

  private Result<SeriesPlanning, SeriesRefusal> planning(
      Actor actor, SeriesRequest request, List<BookingFault> faults, Instant now) {
    // Nothing may be refused because of what was cached, and a plan says much.
    Configuration configuration =
        configurations
            .ofService(actor.tenant(), request.booking().slot().serviceId())
            .fresh()
            .get();
    SlotRequest slot = request.booking().slot();
    Optional<ServiceNeeds> needs =
        BookingCreation.needs(slot.resourceId(), Plain.CLASS_IN_SERIES, configuration, faults);
    BookingFault.NoSuchTime.of(slot.askedStart(), configuration.settings().timeline())
        .ifPresent(faults::add);
    if (!BookingTexts.fit(request.booking().notes(), request.booking().customFields())) {
      faults.add(Plain.FIELDS_TOO_LARGE);
    }
    if (needs.isEmpty()) {
      return Result.refused(of(new BookingRefusal.Faulty(faults)));
    }
    Offers asked = Offers.of(needs.get(), slot.durationMinutes());
    if (asked.longestMinutes() > BookableService.LONGEST_WITHIN_A_DAY) {
      faults.add(Plain.DAYS_IN_SERIES);
    }
    boolean anyDuration = request.booking().ignored().contains(SchedulingRule.DURATION);
    if (!anyDuration) {
      // It is the same for each occurrence.
      configuration.rules(actor, now).judge(asked, slot.start(), Set.of()).stream()
          .filter(broken -> broken.rule() == SchedulingRule.DURATION)
          .map(BookingFault.Broken::new)
          .forEach(faults::add);
    }
    if (!faults.isEmpty()) {
      return Result.refused(of(new BookingRefusal.Faulty(faults)));
    }
    Offers others = Offers.of(configuration.offered().orElseThrow(), slot.durationMinutes());
    return Result.done(
        new SeriesPlanning(
            rows,
            freeTimes,
            actor,
            request,
            configuration,
            anyDuration ? asked.asAsked() : asked.allowed(),
            anyDuration ? others.asAsked() : others.allowed(),
            ofClient(actor, now),
            now));
  }

  /** What a client has already, which no booking of its own may overlap. */
  private List<Interval> ofClient(Actor actor, Instant now) {
    return actor instanceof Actor.Person person && !BookingRights.actsForBusiness(actor)
        ? limits
            .of(actor, now)
            .map(allowance -> bookings.inTheWay(actor.tenant(), person.id(), allowance))
            .orElse(List.of())
        : List.of();
  }

  private static Result<SeriesPlan, SeriesRefusal> plan(
      SeriesPlanning planning, SeriesRequest request) {
    LocalTimeline timeline = planning.rules().timeline();
    Instant first = request.booking().slot().start();
    Recurrence.Starts starts =
        request.recurrence().from(timeline.dateOf(first)).starts(first, timeline);
    return starts
        .fault()
        .<Result<SeriesPlan, SeriesRefusal>>map(fault -> faulty(fault(fault)))
        .orElseGet(() -> Result.done(planning.plan(starts.starts())));
  }

  private static Fault fault(Recurrence.Fault fault) {
    return switch (fault) {
      case TOO_MANY ->
          new Fault(
              "/recurrence",
              FaultCode.TOO_LONG,
              "has more than %d occurrences".formatted(Recurrence.MOST));
      case TOO_FAR ->
          new Fault("/recurrence", FaultCode.OUT_OF_RANGE, "goes on for more than two years");
      case NONE -> new Fault("/recurrence", FaultCode.CONFLICT, "has no occurrence");
    };
  }

  // ---- making

  /** A series in the making. */
  private record Making(
      BookingAttempt attempt,
      SeriesRequest request,
      SeriesPlanning planning,
      SeriesPlan plan,
      Series series,
      boolean reachable) {
    TenantId tenant() {
      return attempt.tenant();
    }

    OrganizationSettings settings() {
      return plan.settings();
    }
  }

  /** Makes a series. For a retry, finds the one that the first request made. */
  public Result<Shown, SeriesRefusal> make(Actor actor, SeriesRequest request, Instant now) {
    return admission
        .begin(actor, request.booking(), Plain.CLASS_IN_SERIES, now)
        .mapRefusal(SeriesBooking::of)
        .then(attempt -> make(attempt, request));
  }

  private Result<Shown, SeriesRefusal> make(BookingAttempt attempt, SeriesRequest request) {
    TenantId tenant = attempt.tenant();
    Repeatable repeatable =
        Repeatable.of(
            tenant.value(),
            "CreateSeries",
            attempt.actor().auditId().orElseThrow(),
            request.booking().idempotencyKey(),
            request.hash(attempt.whom()));
    SeriesId id = new SeriesId(repeatable.id(ids::nextLong));
    // A series given up under a key stays so; the next sending has the next id of the key.
    for (int tries = 1; repeatable.hasKey(); tries++) {
      Optional<Series> earlier = store.find(tenant, id);
      if (earlier.isEmpty()) {
        break;
      }
      if (earlier.get().state() != State.LAPSED) {
        return earlier(earlier.get(), attempt, repeatable.hash());
      }
      if (tries > MOST_TRIES) {
        return Result.refused(new SeriesRefusal.KeySpent());
      }
      id =
          new SeriesId(Ids.derived(List.of(repeatable.id(ids::nextLong), Integer.toString(tries))));
    }
    SeriesId chosen = id;
    List<BookingFault> faults = new ArrayList<>();
    boolean reachable = admission.isReachable(attempt, faults);
    return planning(attempt.actor(), request, faults, attempt.now())
        .then(
            planning ->
                plan(planning, request)
                    .then(plan -> agreed(plan, request))
                    .then(
                        plan ->
                            make(
                                new Making(
                                    attempt,
                                    request,
                                    planning,
                                    plan,
                                    series(attempt, request, plan, chosen, repeatable.hash()),
                                    reachable))));
  }

  private Result<Shown, SeriesRefusal> earlier(
      Series earlier, BookingAttempt attempt, String hash) {
    if (!earlier.requestHash().equals(hash)) {
      return Result.refused(of(new BookingRefusal.KeyReused()));
    }
    return switch (earlier.state()) {
      case BOOKED ->
          Result.done(
              shown(
                  attempt.tenant(),
                  earlier,
                  configurations.settings(attempt.tenant()).fresh().get(),
                  true,
                  true,
                  attempt.now()));
      // The first request is at it, will have been given up in a minute, or was just now.
      case HOLDING, LAPSED -> Result.refused(of(new BookingRefusal.Busy()));
    };
  }

  private static Result<SeriesPlan, SeriesRefusal> agreed(SeriesPlan plan, SeriesRequest request) {
    LocalTimeline timeline = plan.settings().timeline();
    if (request.planToken().isPresent()) {
      String token = request.planToken().get();
      if (!plan.isOfThisRequest(token)) {
        return faulty(
            new Fault("/planToken", FaultCode.CONFLICT, "is not of a plan for this request"));
      }
      List<Planned> differing = plan.differing(token);
      if (!differing.isEmpty()) {
        return Result.refused(new SeriesRefusal.Differing(differing, timeline));
      }
    }
    List<Planned> conflicts = plan.booksSomething() ? plan.conflicts() : plan.occurrences();
    return conflicts.isEmpty()
        ? Result.done(plan)
        : Result.refused(new SeriesRefusal.Conflicting(conflicts, timeline));
  }

  private static Series series(
      BookingAttempt attempt, SeriesRequest request, SeriesPlan plan, SeriesId id, String hash) {
    OrganizationSettings settings = plan.settings();
    return new Series(
        id,
        State.HOLDING,
        Instant.ofEpochSecond(attempt.now().plus(SeriesFinishing.HOLDING).getEpochSecond()),
        request.booking().slot().serviceId(),
        attempt.whom() instanceof Whom.Self(PersonId client)
            ? Optional.of(client)
            : Optional.empty(),
        BookingRights.changedBy(attempt.actor()),
        plan.occurrences().stream().map(Planned::occurrence).toList(),
        Optional.of(
            new Series.Said(
                request.booking().notes(), request.booking().customFields(), attempt.named())),
        ApprovalRule.of(settings).deadline(attempt.now()),
        BookingRights.needsApproval(attempt.actor(), settings),
        hash,
        attempt.now(),
        Optional.empty());
  }

  private Result<Shown, SeriesRefusal> make(Making making) {
    TenantId tenant = making.tenant();
    Optional<Series> other = store.begin(tenant, making.series());
    if (other.isPresent()) {
      return earlier(other.get(), making.attempt(), making.series().requestHash());
    }
    return finishing
        .make(tenant, making.series(), () -> hold(making).then(made -> decide(making, made)))
        .map(series -> made(making, series));
  }

  private Shown made(Making making, Series series) {
    Shown shown =
        shown(
            making.tenant(),
            series,
            making.settings(),
            false,
            making.reachable(),
            making.attempt().now());
    boolean barred =
        shown.bookings().values().stream()
            .findFirst()
            .filter(booking -> admission.isBarred(making.attempt(), booking))
            .isPresent();
    return barred ? shown.unreachable() : shown;
  }

  /**
   * Holds what is planned, in the order of time: of two series that want the same times, one is
   * first at the first of these.
   *
   * @return what is held in the end
   */
  private Result<List<Planned>, SeriesRefusal> hold(Making making) {
    List<Planned> made = new ArrayList<>();
    for (Planned planned : making.plan().occurrences()) {
      switch (hold(making, planned, 1)) {
        case Result.Done<Planned, SeriesRefusal>(Planned held) -> made.add(held);
        case Result.Refused<Planned, SeriesRefusal>(SeriesRefusal why) -> {
          return Result.refused(why);
        }
      }
    }
    return made.stream().anyMatch(one -> one.booked().isPresent())
        ? Result.done(made)
        : Result.refused(new SeriesRefusal.Conflicting(made, making.settings().timeline()));
  }

  private Result<Planned, SeriesRefusal> hold(Making making, Planned planned, int plans) {
    if (planned.booked().isEmpty()) {
      return Result.done(planned);
    }
    Choice choice = planned.booked().get();
    Booking wanted = held(making, planned.number(), choice);
    return switch (bookings.create(making.tenant(), wanted, capacity(choice), List.of(), false)) {
      case CreateOutcome.Created(Booking held) ->
          takePlace(making, held)
              .<Result<Planned, SeriesRefusal>>map(full -> Result.refused(of(full)))
              .orElseGet(() -> Result.done(planned));
      case CreateOutcome.Refused(BookingRefusal why) -> Result.refused(of(why));
      case CreateOutcome.SlotTaken _ -> lost(making, planned, plans);
      case CreateOutcome.Replayed _, CreateOutcome.ClientChanged _ ->
          throw new IllegalStateException("an id that nobody else has, and no client");
    };
  }

  /** Somebody took its time since it was planned. */
  private Result<Planned, SeriesRefusal> lost(Making making, Planned planned, int plans) {
    Planned again = plans < MOST_PLANS ? making.planning().again(planned) : planned.lost();
    LocalTimeline timeline = making.settings().timeline();
    if (making.request().planToken().isPresent()) {
      return Result.refused(new SeriesRefusal.Differing(List.of(again), timeline));
    }
    return again.outcome() == SeriesPlan.Outcome.CONFLICT
        ? Result.refused(new SeriesRefusal.Conflicting(List.of(again), timeline))
        : hold(making, again, plans + 1);
  }

  private static ToIntFunction<ResourceId> capacity(Choice choice) {
    Map<ResourceId, Integer> capacities = new HashMap<>();
    choice.who().resources().forEach(who -> capacities.put(who.id(), who.capacity()));
    return id -> capacities.getOrDefault(id, 0);
  }

  /**
   * A client's limits are asked with each hold, before anything is decided, so that none can refuse
   * it after.
   */
  private Optional<BookingRefusal> takePlace(Making making, Booking held) {
    return making.attempt().whom() instanceof Whom.Self(PersonId client)
        ? store.takePlace(
            making.tenant(), making.series().booking(held, Optional.of(client)), allowance(making))
        : Optional.empty();
  }

  private Optional<ClientAllowance> allowance(Making making) {
    return limits.of(making.attempt().actor(), making.attempt().now());
  }

  private Booking held(Making making, int number, Choice choice) {
    OrganizationSettings settings = making.settings();
    Interval time = choice.time();
    Instant now = making.attempt().now();
    return new Booking(
        Series.bookingId(making.tenant(), making.series().id(), number),
        BookingStatus.HELD,
        making.series().serviceId(),
        choice.who().resourceIds(),
        Optional.empty(),
        time,
        Optional.of(LocalStart.of(time.start(), settings.timeline())),
        Optional.of(
            new BookedNames(
                choice.offer().service().name(),
                choice.who().resources().stream().map(BookableResource::name).toList())),
        Booking.oneSeatOf(choice.who().resourceIds(), choice.offer().service().taken(time)),
        choice.price(),
        making.series().madeBy().source(),
        Optional.empty(),
        Map.of(),
        NamedPeople.NOBODY,
        Optional.empty(),
        making.series().requestHash(),
        Optional.empty(),
        "",
        1,
        now,
        now,
        now,
        Optional.empty(),
        Optional.of(making.series().madeBy()),
        Optional.of(
            HoldTerms.of(
                making.series().id(),
                making.series().until(),
                CancellationRule.of(settings).windowMinutes(),
                choice.waits())));
  }

  /** From here on it is made, or it never will be. */
  private Result<Series, SeriesRefusal> decide(Making making, List<Planned> made) {
    List<Occurrence> occurrences = made.stream().map(Planned::occurrence).toList();
    return OptimisticRetry.untilWritten(
        () -> {
          // A client who was made meanwhile is asked for again.
          Optional<ClientRecord> client = admission.client(making.attempt());
          Series series = making.series().booked(client.map(ClientRecord::clientId), occurrences);
          return switch (store.book(
              making.tenant(), series, admission.writes(making.attempt(), client))) {
            case BOOKED -> Optional.of(Result.done(series));
            case LAPSED -> Optional.of(Result.refused(of(new BookingRefusal.Busy())));
            case CLIENT_CHANGED -> Optional.empty();
          };
        },
        () -> Result.refused(of(new BookingRefusal.Busy())));
  }

  // ---- showing

  /** A series that the actor may see, with its bookings as they are. */
  public Result<Shown, SeriesRefusal> get(Actor actor, SeriesId id, Instant now) {
    return reached(actor, id)
        .<Result<Shown, SeriesRefusal>>map(
            series ->
                Result.done(
                    shown(
                        actor.tenant(),
                        series,
                        configurations.settings(actor.tenant()).copy().get(),
                        false,
                        true,
                        now)))
        .orElseGet(() -> Result.refused(new SeriesRefusal.NotFound()));
  }

  /**
   * A series that the actor may see, with all its bookings, once a change of it that was under way
   * is finished.
   */
  Result<Shown, SeriesRefusal> upToDate(Actor actor, SeriesId id, Instant now) {
    Optional<Series> found = reached(actor, id);
    if (found.isEmpty()) {
      return Result.refused(new SeriesRefusal.NotFound());
    }
    return finishing
        .upToDate(actor.tenant(), found.get(), now)
        .<Result<Shown, SeriesRefusal>>map(
            series ->
                Result.done(
                    new Shown(
                        series,
                        finishing.bookings(actor.tenant(), series, now),
                        configurations.settings(actor.tenant()).copy().get(),
                        false,
                        true)))
        .orElseGet(() -> Result.refused(new SeriesRefusal.BeingChanged()));
  }

  private Optional<Series> reached(Actor actor, SeriesId id) {
    return store
        .find(actor.tenant(), id)
        .filter(series -> series.state() == State.BOOKED)
        .filter(series -> reaches(actor, series));
  }

  private static boolean reaches(Actor actor, Series series) {
    return ShownClients.areFor(actor)
        || BookingRights.actsForBusiness(actor)
        || (actor instanceof Actor.Person person
            && series.clientId().filter(person.id()::equals).isPresent());
  }

  private Shown shown(
      TenantId tenant,
      Series series,
      OrganizationSettings settings,
      boolean replayed,
      boolean reachable,
      Instant now) {
    Map<Integer, Booking> bookings;
    try {
      bookings = finishing.bookings(tenant, series, now);
      if (series.change().isPresent()) {
        bookings = finishing.finished(tenant, series.id(), now);
        series = store.find(tenant, series.id()).orElse(series);
      }
    } catch (SdkException | TableUnavailableException e) {
      // It is made. The next one who looks writes the rest.
      LOG.warn("The bookings of a series are written later: {}", Failures.summary(e));
      bookings = Map.of();
    }
    return new Shown(series, bookings, settings, replayed, reachable);
  }
}
