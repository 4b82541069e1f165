package io.marcado.bookings.scheduling;

import io.marcado.bookings.availability.Slot;
import io.marcado.bookings.ledger.TakenTime;
import io.marcado.bookings.lifecycle.BookedNames;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingFault;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.HoldTerms;
import io.marcado.bookings.lifecycle.SeriesChange.Target;
import io.marcado.bookings.rules.BrokenRule;
import io.marcado.bookings.scheduling.BookingEdit.ByStaff;
import io.marcado.bookings.scheduling.SeriesMoves.Asked;
import io.marcado.bookings.scheduling.SeriesPlan.Conflict;
import io.marcado.bookings.scheduling.SeriesUpdates.Scope;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.BookingStore.Replacement;
import io.marcado.domain.Actor;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.Money;
import io.marcado.domain.Patch;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.SeriesId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Plans moves of bookings of a series: each is judged as if it were moved by itself. */
@Singleton
public final class SeriesMovePlans {
  private final SeriesBooking series;
  private final Configurations configurations;
  private final Movables movables;
  private final MovePlans plans;
  private final BookingStore bookings;
  private final ClientLimits limits;

  SeriesMovePlans(
      SeriesBooking series,
      Configurations configurations,
      Movables movables,
      MovePlans plans,
      BookingStore bookings,
      ClientLimits limits) {
    this.series = series;
    this.configurations = configurations;
    this.movables = movables;
    this.plans = plans;
    this.bookings = bookings;
    this.limits = limits;
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
      ChangeOutcome outcome,
      Interval wanted,
      Optional<Target> target,
      Map<ResourceId, Integer> seats,
      Optional<Conflict> conflict,
      Optional<Slot> alternative) {
    static Moved stays(int number, Booking booking, ChangeOutcome why) {
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

    /** True when it waits for approval then. */
    public boolean waits() {
      return target.filter(Target::waits).isPresent();
    }

    Moved with(Booking now) {
      return new Moved(number, now, outcome, wanted, target, seats, conflict, alternative);
    }

    /** The same once its time is not to be had. */
    Moved lost(ChangeOutcome other, Conflict why) {
      return new Moved(
          number,
          booking,
          other,
          wanted,
          Optional.empty(),
          Map.of(),
          Optional.of(why),
          Optional.empty());
    }

    private List<String> parts() {
      List<String> parts =
          new ArrayList<>(List.of("" + number, outcome.name(), "" + booking.version()));
      target.ifPresent(
          to -> {
            parts.add(to.time().toString());
            to.resourceIds().forEach(id -> parts.add(id.value()));
            parts.add(to.price().map(Money::toString).orElse(""));
          });
      return parts;
    }
  }

  /**
   * The moves that were made, or would be.
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

    List<Moved> with(ChangeOutcome outcome) {
      return occurrences.stream().filter(one -> one.outcome() == outcome).toList();
    }

    Plan with(List<Moved> others) {
      return new Plan(seriesId, false, others, settings, planToken);
    }
  }

  /** What a request comes to; refused if it is to be done and that is not what was asked for. */
  Result<Plan, SeriesRefusal> plan(Actor actor, Asked asked, Instant now) {
    return series
        .upToDate(actor, asked.seriesId(), now)
        .then(shown -> new Planning(actor, asked, shown, now).plan())
        .then(
            plan ->
                Optional.of(plan)
                    .filter(_ -> !asked.dryRun())
                    .flatMap(one -> disagreed(one, asked))
                    .<Result<Plan, SeriesRefusal>>map(Result::refused)
                    .orElseGet(() -> Result.done(plan)));
  }

  private static Optional<SeriesRefusal> disagreed(Plan plan, Asked asked) {
    List<Moved> conflicts = plan.with(ChangeOutcome.CONFLICT);
    LocalTimeline timeline = plan.settings().timeline();
    // A retry finds that all are there.
    boolean nothingLeft = plan.with(ChangeOutcome.MOVE).isEmpty() && conflicts.isEmpty();
    if (asked.planToken().isPresent() && !nothingLeft) {
      String token = asked.planToken().get();
      PlanToken own = new PlanToken(plan.planToken());
      if (!own.isOfTheRequestOf(token)) {
        return Optional.of(
            new SeriesRefusal.Faulty(
                List.of(
                    new Fault(
                        "/planToken", FaultCode.CONFLICT, "is not of a plan for this request"))));
      }
      List<Moved> differing = new ArrayList<>();
      for (int i = 0; i < plan.occurrences().size(); i++) {
        if (!own.agrees(token, i)) {
          differing.add(plan.occurrences().get(i));
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

  /** Why a booking cannot be moved, whenever it begins. */
  static Optional<ChangeOutcome> whyItStays(Booking booking) {
    if (!booking.status().isOpen()) {
      return Optional.of(ChangeOutcome.NOT_OPEN);
    }
    return booking.approved().map(_ -> ChangeOutcome.MOVE_WAITS);
  }

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
      Optional<LocalTimeline.Gap> gap = asked.start().flatMap(timeline::gap);
      if (gap.isPresent()) {
        return Result.refused(
            new SeriesRefusal.Faulty(
                List.of(new Fault("/start", FaultCode.OUT_OF_RANGE, gap.get().detail()))));
      }
      // A retry of a request that waits for approval finds that.
      boolean alreadyAsked =
          asked.start().isPresent()
              && named
                  .map(this::booking)
                  .filter(booking -> booking.approved().isPresent())
                  .map(booking -> booking.time().start())
                  .equals(asked.start().map(OffsetDateTime::toInstant));
      if (asked.start().isPresent()
          && !alreadyAsked
          && named.map(this::booking).flatMap(this::whyItStaysNow).isPresent()) {
        // The others follow it, and a retry looks whether it is there.
        return faulty(FaultCode.CONFLICT, "cannot be moved itself; name another booking");
      }
      Duration shift =
          asked
              .start()
              .filter(_ -> !alreadyAsked)
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
          Parallel.someAtOnce(numbers, number -> judged(number, named, shift)).values()) {
        switch (judged) {
          case Result.Done<Moved, SeriesRefusal>(Moved one) -> moved.add(one);
          case Result.Refused<Moved, SeriesRefusal>(SeriesRefusal why) -> {
            return Result.refused(why);
          }
        }
      }
      List<Moved> planned = apart(moved);
      planned.sort(Comparator.comparingInt(Moved::number));
      return Result.done(
          new Plan(
              asked.seriesId(),
              asked.dryRun(),
              planned,
              configuration.settings(),
              PlanToken.of("sm_", asked.hash(), planned.stream().map(Moved::parts).toList())
                  .text()));
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
          apart.add(
              one.lost(
                  asked.skips() ? ChangeOutcome.SKIP : ChangeOutcome.CONFLICT,
                  Conflict.ownOccurrence()));
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
      return asked.scope() == Scope.THIS
          ? booking(number).time().start()
          // The series does not know what became of a move of it that waited for approval.
          : booking(number)
              .together()
              .flatMap(HoldTerms.Together::movedTo)
              .orElseGet(() -> shown.series().occurrences().get(number).start().orElseThrow());
    }

    /** One of them may have become a booking of another service. */
    private Configuration of(Booking booking) {
      return booking.serviceId().equals(shown.series().serviceId())
          ? configuration
          : configurations.ofService(actor.tenant(), booking.serviceId()).fresh().get();
    }

    private Optional<ChangeOutcome> whyItStaysNow(Booking booking) {
      return whyItStays(booking)
          .or(
              () ->
                  now.isBefore(booking.time().start())
                      ? Optional.empty()
                      : Optional.of(ChangeOutcome.STARTED));
    }

    private Result<Moved, SeriesRefusal> judged(
        int number, Optional<Integer> named, Duration shift) {
      Booking booking = booking(number);
      Optional<ChangeOutcome> stays = whyItStaysNow(booking);
      if (stays.isPresent()) {
        return Result.done(Moved.stays(number, booking, stays.get()));
      }
      boolean isNamed = named.filter(one -> one == number).isPresent();
      boolean edited = !booking.time().start().equals(planned(number));
      if (edited && asked.keepsEdits() && !isNamed) {
        return Result.done(Moved.stays(number, booking, ChangeOutcome.KEEPS_EDIT));
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
              ByStaff.NOTHING,
              false);
      if (!edit.moves(booking)) {
        return Result.done(Moved.stays(number, booking, ChangeOutcome.ALREADY_THERE));
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
          ChangeOutcome.MOVE,
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
            Result.done(Moved.stays(number, booking, ChangeOutcome.TOO_LATE));
        case BookingRefusal.SlotTaken(List<Slot> alternatives, LocalTimeline _) ->
            Result.done(
                conflict(
                    number,
                    booking,
                    edit,
                    meetsAnother(booking, edit) ? Conflict.ownOccurrence() : Conflict.taken(),
                    alternatives.stream().findFirst()));
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

    /** True when another booking of the series has that time yet, wherever that one goes. */
    private boolean meetsAnother(Booking booking, BookingEdit edit) {
      Interval wanted = wanted(booking, edit);
      List<ResourceId> wantedOf = asked.resourceId().map(List::of).orElse(booking.resourceIds());
      return shown.bookings().values().stream()
          .filter(other -> !other.id().equals(booking.id()) && other.status().keepsTime())
          .flatMap(other -> other.held().stream())
          .filter(taken -> wantedOf.contains(taken.resourceId()))
          .anyMatch(taken -> taken.cells().interval().overlaps(wanted));
    }

    private Interval wanted(Booking booking, BookingEdit edit) {
      return of(booking)
          .settings()
          .timeline()
          .lasting(edit.startOf(booking), edit.minutesOf(booking));
    }

    private Moved conflict(
        int number, Booking booking, BookingEdit edit, Conflict why, Optional<Slot> alternative) {
      return new Moved(
          number,
          booking,
          asked.skips() ? ChangeOutcome.SKIP : ChangeOutcome.CONFLICT,
          wanted(booking, edit),
          Optional.empty(),
          Map.of(),
          Optional.of(why),
          alternative);
    }
  }
}
