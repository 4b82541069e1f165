package io.marcado.bookings.scheduling;

import io.marcado.bookings.ledger.RowNotes;
import io.marcado.bookings.ledger.SeriesHolds.State;
import io.marcado.bookings.ledger.TakenTime;
import io.marcado.bookings.lifecycle.Booking;
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
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.scheduling.SeriesMovePlans.Moved;
import io.marcado.bookings.scheduling.SeriesMovePlans.Plan;
import io.marcado.bookings.scheduling.SeriesUpdates.Scope;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.CreateOutcome;
import io.marcado.domain.Actor;
import io.marcado.domain.BookingId;
import io.marcado.domain.Ids;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.SeriesId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.platform.logging.Failures;
import io.marcado.platform.table.TableUnavailableException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private static final Logger LOG = LoggerFactory.getLogger(SeriesMoves.class);

  private final SeriesBooking series;
  private final SeriesMovePlans plans;
  private final BookingStore bookings;
  private final ClientLimits limits;
  private final Ids ids;

  SeriesMoves(
      SeriesBooking series,
      SeriesMovePlans plans,
      BookingStore bookings,
      ClientLimits limits,
      Ids ids) {
    this.series = series;
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

    String hash() {
      return Ids.derived(
          List.of(
              seriesId.value(),
              scope.name(),
              bookingId.map(BookingId::value).orElse(""),
              start.map(OffsetDateTime::toInstant).map(Instant::toString).orElse(""),
              resourceId.map(ResourceId::value).orElse(""),
              durationMinutes.map(String::valueOf).orElse(""),
              new TreeSet<>(ignored).toString(),
              skips + " " + keepsEdits));
    }
  }

  /** Moves what may be moved of the scope, or says what that would be. */
  public Result<Plan, SeriesRefusal> move(Actor actor, Asked asked, Instant now) {
    if (!BookingRights.mayIgnore(actor, asked.ignored())) {
      return Result.refused(
          new SeriesRefusal.Of(new BookingRefusal.Faulty(List.of(Plain.RULES_SET_ASIDE))));
    }
    for (int tries = 1; tries <= MOST_TRIES; tries++) {
      Result<Plan, SeriesRefusal> planned = plans.plan(actor, asked, now);
      if (asked.dryRun() || !(planned instanceof Result.Done<Plan, SeriesRefusal>(Plan plan))) {
        return planned;
      }
      Optional<Result<Plan, SeriesRefusal>> moved = move(actor, asked, plan, now);
      if (moved.isPresent()) {
        return moved.get();
      }
    }
    return Result.refused(new SeriesRefusal.BeingChanged());
  }

  /** Empty when somebody else is changing the series. */
  private Optional<Result<Plan, SeriesRefusal>> move(
      Actor actor, Asked asked, Plan plan, Instant now) {
    TenantId tenant = actor.tenant();
    List<Moved> moving =
        plan.with(ChangeOutcome.MOVE).stream()
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
                        .map(
                            one ->
                                Optional.ofNullable(present.get(one.number()))
                                    .map(booking -> became(one, booking, change))
                                    .orElse(one))
                        .toList()));
          }
        });
  }

  /** What has become of it in the end; something else may have, while its new time was held. */
  private static Moved became(Moved one, Booking present, SeriesChange change) {
    boolean follows =
        one.target()
            .filter(target -> !target.isOf(present) && !present.isChangedBy(change.id()))
            .isEmpty();
    return follows
        ? one.with(present)
        : Moved.stays(
            one.number(),
            present,
            SeriesMovePlans.whyItStays(present).orElse(ChangeOutcome.KEEPS_EDIT));
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
          Moved without = one.lost(asked.skips() ? ChangeOutcome.SKIP : ChangeOutcome.CONFLICT);
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
