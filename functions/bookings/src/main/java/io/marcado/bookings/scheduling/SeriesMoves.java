package io.marcado.bookings.scheduling;

import io.marcado.bookings.availability.Slot;
import io.marcado.bookings.ledger.RowNotes;
import io.marcado.bookings.ledger.SeriesHolds.State;
import io.marcado.bookings.ledger.TakenTime;
import io.marcado.bookings.lifecycle.BookedNames;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingFault;
import io.marcado.bookings.lifecycle.BookingFault.Plain;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.HoldTerms;
import io.marcado.bookings.lifecycle.Series;
import io.marcado.bookings.lifecycle.SeriesChange;
import io.marcado.bookings.lifecycle.SeriesChange.Act;
import io.marcado.bookings.lifecycle.SeriesChange.Moves;
import io.marcado.bookings.lifecycle.SeriesChange.Target;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.published.NamedPeople;
import io.marcado.bookings.rules.ApprovalRule;
import io.marcado.bookings.rules.BrokenRule;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.scheduling.BookingEdit.ByStaff;
import io.marcado.bookings.scheduling.SeriesPlan.Conflict;
import io.marcado.bookings.scheduling.SeriesUpdates.Outcome;
import io.marcado.bookings.scheduling.SeriesUpdates.Scope;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.BookingStore.Replacement;
import io.marcado.bookings.store.CreateOutcome;
import io.marcado.domain.Actor;
import io.marcado.domain.BookingId;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.Ids;
import io.marcado.domain.Money;
import io.marcado.domain.Patch;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.SeriesId;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.platform.logging.Failures;
import io.marcado.platform.table.TableUnavailableException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Moves bookings of a series by the same local time, all or none: their new times are held, then
 * one write of the change's item decides, then each booking follows. See ADR 46.
 */
@Singleton
public final class SeriesMoves {
  private static final Duration HOLDING = RowNotes.PATIENCE;
  private static final int MOST_TRIES = 3;
  private static final String TOKEN = "sm_";
  private static final int OF_REQUEST = 12;
  private static final int OF_OCCURRENCE = 8;
  private static final Logger LOG = LoggerFactory.getLogger(SeriesMoves.class);

  private final SeriesBooking series;
  private final Configurations configurations;
  private final Movables movables;
  private final MovePlans plans;
  private final BookingStore bookings;
  private final ClientLimits limits;
  private final Ids ids;

  SeriesMoves(
      SeriesBooking series,
      Configurations configurations,
      Movables movables,
      MovePlans plans,
      BookingStore bookings,
      ClientLimits limits,
      Ids ids) {
    this.series = series;
    this.configurations = configurations;
    this.movables = movables;
    this.plans = plans;
    this.bookings = bookings;
    this.limits = limits;
    this.ids = ids;
  }

  /**
   * A request.
   *
   * @param bookingId names an occurrence
   * @param start where the named one is to start; empty to keep the times
   * @param resourceId the main resource of all; empty for what each has
   * @param durationMinutes how long each is to last; empty for as long as it does
   * @param skips true to leave what cannot be moved where it is
   * @param keepsEdits true to leave what was moved by itself where it is
   * @param planToken of the plan that is to be made, exactly
   */
  public record Asked(
      SeriesId seriesId,
      Scope scope,
      Optional<BookingId> bookingId,
      Optional<OffsetDateTime> start,
      Optional<ResourceId> resourceId,
      Optional<Integer> durationMinutes,
      Set<SchedulingRule> ignored,
      boolean skips,
      boolean keepsEdits,
      boolean dryRun,
      Optional<String> planToken) {
    public Asked {
      ignored = Set.copyOf(ignored);
    }

    private String hash() {
      return Ids.derived(
              List.of(
                  seriesId.value(),
                  scope.name(),
                  bookingId.map(BookingId::value).orElse(""),
                  start.map(OffsetDateTime::toInstant).map(Instant::toString).orElse(""),
                  resourceId.map(ResourceId::value).orElse(""),
                  durationMinutes.map(String::valueOf).orElse(""),
                  new TreeSet<>(ignored).toString(),
                  skips + " " + keepsEdits))
          .substring(0, OF_REQUEST);
    }
  }

  /**
   * An occurrence, and what becomes of it.
   *
   * @param number from 0
   * @param booking as it is now
   * @param wanted where it is to go; its present time if it is to stay
   * @param target how it gets there; empty for one that stays
   * @param seats of the resources that it gets
   * @param conflict why it cannot
   * @param alternative the nearest time that it could have
   */
  public record Moved(
      int number,
      Booking booking,
      Outcome outcome,
      Interval wanted,
      Optional<Target> target,
      Map<ResourceId, Integer> seats,
      Optional<Conflict> conflict,
      Optional<Slot> alternative) {
    static Moved stays(int number, Booking booking, Outcome why) {
      return new Moved(
          number,
          booking,
          why,
          booking.time(),
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          Optional.empty());
    }

    /** Who has it then. */
    public List<ResourceId> resourceIds() {
      return target.map(Target::resourceIds).orElse(booking.resourceIds());
    }

    /** What it costs then. */
    public Optional<Money> price() {
      return target.map(Target::price).orElse(booking.price());
    }

    private Moved with(Booking now) {
      return new Moved(number, now, outcome, wanted, target, seats, conflict, alternative);
    }

    /** Somebody took its time. */
    private Moved lost(Outcome other) {
      return new Moved(
          number,
          booking,
          other,
          wanted,
          Optional.empty(),
          Map.of(),
          Optional.of(Conflict.taken()),
          Optional.empty());
    }

    private String hash() {
      List<String> parts =
          new ArrayList<>(List.of("" + number, outcome.name(), "" + booking.version()));
      target.ifPresent(
          to -> {
            parts.add(to.time().toString());
            to.resourceIds().forEach(id -> parts.add(id.value()));
            parts.add(to.price().map(Money::toString).orElse(""));
          });
      return Ids.derived(parts).substring(0, OF_OCCURRENCE);
    }
  }

  /**
   * What was moved, or would be.
   *
   * @param settings of the business, needed to show it
   * @param planToken makes exactly this
   */
  public record Plan(
      SeriesId seriesId,
      boolean dryRun,
      List<Moved> occurrences,
      OrganizationSettings settings,
      String planToken) {
    public Plan {
      occurrences = List.copyOf(occurrences);
    }

    private List<Moved> with(Outcome outcome) {
      return occurrences.stream().filter(one -> one.outcome() == outcome).toList();
    }

    private Plan with(List<Moved> others) {
      return new Plan(seriesId, false, others, settings, planToken);
    }
  }

  /** Moves what may be moved of the scope, or says what that would be. */
  public Result<Plan, SeriesRefusal> move(Actor actor, Asked asked, Instant now) {
    if (!BookingRights.mayIgnore(actor, asked.ignored())) {
      return Result.refused(
          new SeriesRefusal.Of(new BookingRefusal.Faulty(List.of(Plain.RULES_SET_ASIDE))));
    }
    for (int tries = 1; tries <= MOST_TRIES; tries++) {
      Result<Plan, SeriesRefusal> planned =
          series
              .upToDate(actor, asked.seriesId(), now)
              .then(shown -> new Planning(actor, asked, shown, now).plan());
      if (asked.dryRun() || !(planned instanceof Result.Done<Plan, SeriesRefusal>(Plan plan))) {
        return planned;
      }
      Optional<SeriesRefusal> disagreed = disagreed(plan, asked);
      if (disagreed.isPresent()) {
        return Result.refused(disagreed.get());
      }
      Optional<Result<Plan, SeriesRefusal>> moved = move(actor, asked, plan, now);
      if (moved.isPresent()) {
        return moved.get();
      }
    }
    return Result.refused(new SeriesRefusal.Of(new BookingRefusal.Busy()));
  }

  private static Optional<SeriesRefusal> disagreed(Plan plan, Asked asked) {
    List<Moved> conflicts = plan.with(Outcome.CONFLICT);
    LocalTimeline timeline = plan.settings().timeline();
    // A retry finds that all are there.
    boolean nothingLeft = plan.with(Outcome.MOVE).isEmpty() && conflicts.isEmpty();
    if (asked.planToken().isPresent() && !nothingLeft) {
      String token = asked.planToken().get();
      if (!token.startsWith(TOKEN + asked.hash()) || token.length() != plan.planToken().length()) {
        return Optional.of(
            new SeriesRefusal.Faulty(
                List.of(
                    new Fault(
                        "/planToken", FaultCode.CONFLICT, "is not of a plan for this request"))));
      }
      List<Moved> differing = new ArrayList<>();
      for (int i = 0; i < plan.occurrences().size(); i++) {
        Moved one = plan.occurrences().get(i);
        if (!token.startsWith(one.hash(), TOKEN.length() + OF_REQUEST + OF_OCCURRENCE * i)) {
          differing.add(one);
        }
      }
      if (!differing.isEmpty()) {
        return Optional.of(new SeriesRefusal.MovesDiffering(differing, timeline));
      }
    }
    return conflicts.isEmpty()
        ? Optional.empty()
        : Optional.of(new SeriesRefusal.MovesConflicting(conflicts, timeline));
  }

  // ---- planning

  /** Plans one request. */
  private final class Planning {
    private final Actor actor;
    private final Asked asked;
    private final SeriesBooking.Shown shown;
    private final Instant now;
    private final Configuration configuration;
    private final LocalTimeline timeline;

    Planning(Actor actor, Asked asked, SeriesBooking.Shown shown, Instant now) {
      this.actor = actor;
      this.asked = asked;
      this.shown = shown;
      this.now = now;
      // Nothing may be refused because of what was cached.
      this.configuration =
          configurations.ofService(actor.tenant(), shown.series().serviceId()).fresh().get();
      this.timeline = configuration.settings().timeline();
    }

    Result<Plan, SeriesRefusal> plan() {
      Optional<Integer> named =
          shown.bookings().entrySet().stream()
              .filter(one -> asked.bookingId().filter(one.getValue().id()::equals).isPresent())
              .map(Map.Entry::getKey)
              .findFirst();
      if (asked.bookingId().isPresent() && named.isEmpty()) {
        return faulty(FaultCode.UNKNOWN_REFERENCE, "is not a booking of this series");
      }
      // A retry of a request that waits for approval finds that.
      boolean asks =
          named
              .map(this::booking)
              .filter(booking -> booking.approved().isPresent())
              .map(booking -> booking.time().start())
              .equals(asked.start().map(OffsetDateTime::toInstant));
      if (asked.start().isPresent()
          && !asks
          && named.map(this::booking).flatMap(this::whyItStays).isPresent()) {
        // The others follow it, and a retry looks whether it is there.
        return faulty(FaultCode.CONFLICT, "cannot be moved itself; name another booking");
      }
      Duration shift =
          asked
              .start()
              .filter(_ -> !asks)
              .map(
                  start ->
                      Duration.between(
                          timeline.localOf(planned(named.orElseThrow())),
                          timeline.localOf(start.toInstant())))
              .orElse(Duration.ZERO);
      List<Integer> numbers =
          shown.bookings().keySet().stream()
              .filter(
                  number ->
                      switch (asked.scope()) {
                        case THIS -> named.filter(number::equals).isPresent();
                        case FOLLOWING -> number >= named.orElseThrow();
                        case ALL -> true;
                      })
              .toList();
      List<Moved> moved = new ArrayList<>();
      for (Result<Moved, SeriesRefusal> judged :
          SeriesBooking.someAtOnce(numbers, number -> judged(number, named, shift)).values()) {
        switch (judged) {
          case Result.Done<Moved, SeriesRefusal>(Moved one) -> moved.add(one);
          case Result.Refused<Moved, SeriesRefusal>(SeriesRefusal why) -> {
            return Result.refused(why);
          }
        }
      }
      List<Moved> planned = apart(moved);
      planned.sort(Comparator.comparingInt(Moved::number));
      StringBuilder token = new StringBuilder(TOKEN).append(asked.hash());
      planned.forEach(one -> token.append(one.hash()));
      return Result.done(
          new Plan(
              asked.seriesId(),
              asked.dryRun(),
              planned,
              configuration.settings(),
              token.toString()));
    }

    /** In the order in which they will be held: what finds the new time of another one stays. */
    private List<Moved> apart(List<Moved> judged) {
      List<TakenTime> before = new ArrayList<>();
      List<Moved> apart = new ArrayList<>();
      for (Moved one :
          judged.stream().sorted(Comparator.comparing(one -> one.wanted().start())).toList()) {
        List<TakenTime> taken = one.target().map(Target::taken).orElse(List.of());
        boolean meets =
            taken.stream()
                .filter(time -> one.seats().getOrDefault(time.resourceId(), 0) == 1)
                .anyMatch(time -> before.stream().anyMatch(other -> meets(time, other)));
        if (meets) {
          apart.add(one.lost(asked.skips() ? Outcome.SKIP : Outcome.CONFLICT));
        } else {
          before.addAll(taken);
          apart.add(one);
        }
      }
      return apart;
    }

    private static boolean meets(TakenTime one, TakenTime other) {
      return one.resourceId().equals(other.resourceId())
          && one.cells().first() < other.cells().end()
          && other.cells().first() < one.cells().end();
    }

    private static Result<Plan, SeriesRefusal> faulty(FaultCode code, String detail) {
      return Result.refused(
          new SeriesRefusal.Faulty(List.of(new Fault("/bookingId", code, detail))));
    }

    private Booking booking(int number) {
      return Objects.requireNonNull(shown.bookings().get(number));
    }

    /** When the series has it; one that is moved alone counts from where it is. */
    private Instant planned(int number) {
      Instant present = booking(number).time().start();
      // It waited for approval, and the series did not know what would become of it.
      boolean movedWithIt =
          booking(number)
              .together()
              .flatMap(HoldTerms.Together::movedTo)
              .filter(present::equals)
              .isPresent();
      return asked.scope() == Scope.THIS || movedWithIt
          ? present
          : shown.series().occurrences().get(number).start().orElseThrow();
    }

    /** One of them may have become a booking of another service. */
    private Configuration of(Booking booking) {
      return booking.serviceId().equals(shown.series().serviceId())
          ? configuration
          : configurations.ofService(actor.tenant(), booking.serviceId()).fresh().get();
    }

    private Optional<Outcome> whyItStays(Booking booking) {
      if (!booking.status().isOpen()) {
        return Optional.of(Outcome.NOT_OPEN);
      }
      if (booking.approved().isPresent()) {
        return Optional.of(Outcome.MOVE_WAITS);
      }
      return now.isBefore(booking.time().start()) ? Optional.empty() : Optional.of(Outcome.STARTED);
    }

    private Result<Moved, SeriesRefusal> judged(
        int number, Optional<Integer> named, Duration shift) {
      Booking booking = booking(number);
      Optional<Outcome> stays = whyItStays(booking);
      if (stays.isPresent()) {
        return Result.done(Moved.stays(number, booking, stays.get()));
      }
      boolean isNamed = named.filter(one -> one == number).isPresent();
      boolean edited = !booking.time().start().equals(planned(number));
      if (edited && asked.keepsEdits() && !isNamed) {
        return Result.done(Moved.stays(number, booking, Outcome.KEEPS_EDIT));
      }
      Instant start =
          isNamed && asked.start().isPresent()
              ? asked.start().get().toInstant()
              : shift.isZero()
                  ? planned(number)
                  : timeline.at(timeline.localOf(planned(number)).plus(shift));
      BookingEdit edit =
          new BookingEdit(
              Optional.of(start.atOffset(ZoneOffset.UTC)),
              Optional.empty(),
              asked.resourceId(),
              Optional.empty(),
              asked.durationMinutes(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              new Patch.Keep<>(),
              new Patch.Keep<>(),
              asked.ignored(),
              List.of(),
              ByStaff.NOTHING);
      if (!edit.moves(booking)) {
        return Result.done(Moved.stays(number, booking, Outcome.ALREADY_THERE));
      }
      if (!start.isAfter(now)) {
        return Result.done(conflict(number, booking, edit, Conflict.past(), Optional.empty()));
      }
      return switch (movables
          .of(actor, booking, edit.askedMinutes(booking), of(booking), now)
          .then(
              movable ->
                  plans
                      .ifFree(new Move(movable, edit, now))
                      .map(next -> moved(number, movable, next)))) {
        case Result.Done<Moved, BookingRefusal>(Moved moved) ->
            Result.done(
                overlaps(booking, moved.wanted())
                    ? conflict(number, booking, edit, Conflict.overlapping(), Optional.empty())
                    : moved);
        case Result.Refused<Moved, BookingRefusal>(BookingRefusal why) ->
            refused(number, booking, edit, why);
      };
    }

    private Moved moved(int number, Movable movable, Replacement next) {
      Booking moved = next.booking();
      boolean waits =
          BookingRights.needsApproval(actor, configuration.settings())
              || movable.isByAppointment(moved);
      return new Moved(
          number,
          movable.booking(),
          Outcome.MOVE,
          moved.time(),
          Optional.of(
              new Target(
                  moved.time().start(),
                  movable.booking().time(),
                  movable.booking().taken(),
                  moved.time(),
                  moved.resourceIds(),
                  moved.names().map(BookedNames::resources).orElse(List.of()),
                  moved.taken(),
                  moved.price(),
                  waits)),
          next.capacities(),
          Optional.empty(),
          Optional.empty());
    }

    private boolean overlaps(Booking booking, Interval time) {
      return limits
          .of(actor, now)
          .map(allowance -> bookings.inTheWay(actor.tenant(), booking, allowance))
          .orElse(List.of())
          .stream()
          .anyMatch(time::overlaps);
    }

    private Result<Moved, SeriesRefusal> refused(
        int number, Booking booking, BookingEdit edit, BookingRefusal why) {
      return switch (why) {
        case BookingRefusal.CancellationWindowPassed _ ->
            Result.done(Moved.stays(number, booking, Outcome.TOO_LATE));
        case BookingRefusal.SlotTaken(List<Slot> alternatives, LocalTimeline _) ->
            Result.done(
                conflict(
                    number, booking, edit, Conflict.taken(), alternatives.stream().findFirst()));
        case BookingRefusal.NoLongerOffered _ ->
            Result.done(conflict(number, booking, edit, Conflict.notOffered(), Optional.empty()));
        case BookingRefusal.Faulty(List<BookingFault> faults) -> {
          if (faults.stream().allMatch(BookingFault::isOfTheTime)) {
            List<BrokenRule> broken = new ArrayList<>();
            faults.forEach(
                fault -> {
                  if (fault instanceof BookingFault.Broken(BrokenRule rule)) {
                    broken.add(rule);
                  }
                });
            yield Result.done(
                conflict(
                    number,
                    booking,
                    edit,
                    broken.isEmpty() ? Conflict.past() : Conflict.broken(broken),
                    Optional.empty()));
          }
          yield asked.resourceId().isPresent()
              ? Result.refused(new SeriesRefusal.Of(why))
              : Result.done(
                  conflict(number, booking, edit, Conflict.notOffered(), Optional.empty()));
        }
        default -> Result.refused(new SeriesRefusal.Of(why));
      };
    }

    private Moved conflict(
        int number, Booking booking, BookingEdit edit, Conflict why, Optional<Slot> alternative) {
      return new Moved(
          number,
          booking,
          asked.skips() ? Outcome.SKIP : Outcome.CONFLICT,
          of(booking).settings().timeline().lasting(edit.startOf(booking), edit.minutesOf(booking)),
          Optional.empty(),
          Map.of(),
          Optional.of(why),
          alternative);
    }
  }

  // ---- moving

  /** Empty when somebody else is changing the series. */
  private Optional<Result<Plan, SeriesRefusal>> move(
      Actor actor, Asked asked, Plan plan, Instant now) {
    TenantId tenant = actor.tenant();
    List<Moved> moving =
        plan.with(Outcome.MOVE).stream()
            .sorted(Comparator.comparing(one -> one.wanted().start()))
            .toList();
    if (moving.isEmpty()) {
      return Optional.of(Result.done(plan));
    }
    Optional<BookingRefusal> tooMany = tooMany(actor, moving.size(), now);
    if (tooMany.isPresent()) {
      return Optional.of(Result.refused(new SeriesRefusal.Of(tooMany.get())));
    }
    Map<Integer, Target> targets = new LinkedHashMap<>();
    moving.forEach(one -> targets.put(one.number(), one.target().orElseThrow()));
    SeriesChange change =
        new SeriesChange(
            new SeriesId(ids.nextLong()),
            asked.seriesId(),
            Act.MOVE,
            State.HOLDING,
            Instant.ofEpochSecond(now.plus(HOLDING).getEpochSecond()),
            BookingRights.changedBy(actor),
            Optional.empty(),
            List.copyOf(targets.keySet()),
            Optional.of(
                new Moves(
                    asked.scope() != Scope.THIS,
                    ApprovalRule.of(plan.settings()).deadline(now),
                    targets)));
    if (!series.store().begin(tenant, change)) {
      return Optional.empty();
    }
    Result<Map<Integer, Moved>, SeriesRefusal> decided;
    try {
      decided =
          hold(tenant, asked, plan, change, moving, now).then(lost -> decide(tenant, change, lost));
    } catch (RuntimeException e) {
      // The answer to the decision may be lost.
      if (!abandon(tenant, change)) {
        throw e;
      }
      decided = Result.done(Map.of());
    }
    return Optional.of(
        switch (decided) {
          case Result.Refused<Map<Integer, Moved>, SeriesRefusal>(SeriesRefusal why) -> {
            boolean _ = abandon(tenant, change);
            yield Result.refused(why);
          }
          case Result.Done<Map<Integer, Moved>, SeriesRefusal>(Map<Integer, Moved> lost) -> {
            Map<Integer, Booking> present = series.finished(tenant, asked.seriesId(), now);
            yield Result.done(
                plan.with(
                    plan.occurrences().stream()
                        .map(one -> lost.getOrDefault(one.number(), one))
                        .map(one -> one.with(present.getOrDefault(one.number(), one.booking())))
                        .toList()));
          }
        });
  }

  /** Why a client may not move so many now: each is a move of the hour, and is counted as such. */
  private Optional<BookingRefusal> tooMany(Actor actor, int moves, Instant now) {
    return actor instanceof Actor.Person person && !BookingRights.actsForBusiness(actor)
        ? limits
            .of(actor, now)
            .flatMap(
                allowance -> bookings.whyNotSoMany(actor.tenant(), person.id(), allowance, moves))
        : Optional.empty();
  }

  /**
   * Holds what the bookings do not have yet of their new times, in the order of time.
   *
   * @return those that somebody took meanwhile, where they are to stay
   */
  private Result<Map<Integer, Moved>, SeriesRefusal> hold(
      TenantId tenant,
      Asked asked,
      Plan plan,
      SeriesChange change,
      List<Moved> moving,
      Instant now) {
    Map<Integer, Moved> lost = new LinkedHashMap<>();
    LocalTimeline timeline = plan.settings().timeline();
    for (Moved one : moving) {
      Optional<Booking> wanted = held(tenant, change, one, now);
      if (wanted.isEmpty()) {
        continue;
      }
      switch (bookings.create(
          tenant, wanted.get(), id -> one.seats().getOrDefault(id, 0), List.of(), false)) {
        case CreateOutcome.Created _ -> {}
        case CreateOutcome.Refused(BookingRefusal why) -> {
          return Result.refused(new SeriesRefusal.Of(why));
        }
        case CreateOutcome.SlotTaken _ -> {
          Moved without = one.lost(asked.skips() ? Outcome.SKIP : Outcome.CONFLICT);
          if (asked.planToken().isPresent()) {
            return Result.refused(new SeriesRefusal.MovesDiffering(List.of(without), timeline));
          }
          if (!asked.skips()) {
            return Result.refused(new SeriesRefusal.MovesConflicting(List.of(without), timeline));
          }
          lost.put(one.number(), without);
        }
        case CreateOutcome.Replayed _, CreateOutcome.ClientChanged _ ->
            throw new IllegalStateException("an id that nobody else has, and no client");
      }
    }
    return Result.done(lost);
  }

  /** From here on all are moved, or none ever will be. */
  private Result<Map<Integer, Moved>, SeriesRefusal> decide(
      TenantId tenant, SeriesChange change, Map<Integer, Moved> lost) {
    List<Integer> numbers =
        change.numbers().stream().filter(number -> !lost.containsKey(number)).toList();
    if (numbers.isEmpty()) {
      boolean _ = abandon(tenant, change);
      return Result.done(lost);
    }
    return series.store().decide(tenant, change.decided(numbers))
        ? Result.done(lost)
        : Result.refused(new SeriesRefusal.Of(new BookingRefusal.Busy()));
  }

  /** Empty when the booking has all of its new time. */
  private static Optional<Booking> held(
      TenantId tenant, SeriesChange change, Moved one, Instant now) {
    Target target = one.target().orElseThrow();
    Booking booking = one.booking();
    List<TakenTime> more = TakenTime.minus(target.taken(), booking.held());
    if (more.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Booking(
            Series.bookingId(tenant, change.id(), one.number()),
            BookingStatus.HELD,
            booking.serviceId(),
            target.resourceIds(),
            Optional.empty(),
            target.time(),
            Optional.empty(),
            Optional.empty(),
            more,
            target.price(),
            change.by().source(),
            Optional.empty(),
            Map.of(),
            NamedPeople.NOBODY,
            Optional.empty(),
            change.id().value(),
            Optional.empty(),
            "",
            1,
            now,
            now,
            now,
            Optional.empty(),
            Optional.of(change.by()),
            Optional.of(HoldTerms.of(change.id(), change.until(), 0, false))));
  }

  /**
   * Gives back what this request holds; who dies here leaves it to others.
   *
   * @return true when it was decided after all
   */
  private boolean abandon(TenantId tenant, SeriesChange change) {
    try {
      if (!series.store().lapse(tenant, change.id())) {
        return true;
      }
      series.giveUp(tenant, change);
    } catch (SdkException | TableUnavailableException e) {
      LOG.warn("What was held to move a series is given back later: {}", Failures.summary(e));
    }
    return false;
  }
}
