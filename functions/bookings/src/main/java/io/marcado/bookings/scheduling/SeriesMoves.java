package io.marcado.bookings.scheduling;

import io.marcado.bookings.ledger.SeriesHolds.State;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingFault.Plain;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.SeriesChange;
import io.marcado.bookings.lifecycle.SeriesChange.Act;
import io.marcado.bookings.lifecycle.SeriesChange.Moves;
import io.marcado.bookings.lifecycle.SeriesChange.Target;
import io.marcado.bookings.rules.ApprovalRule;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.scheduling.SeriesMovePlans.Moved;
import io.marcado.bookings.scheduling.SeriesMovePlans.Plan;
import io.marcado.bookings.scheduling.SeriesPlan.Conflict;
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
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Moves bookings of a series by the same local time, all or none: their new times are held, then
 * one write of the change's item decides, then each booking follows. See ADR 46.
 */
@Singleton
public final class SeriesMoves {
  private static final int MOST_TRIES = 3;

  private final SeriesFinishing finishing;
  private final SeriesMovePlans plans;
  private final BookingStore bookings;
  private final ClientLimits limits;
  private final Ids ids;

  SeriesMoves(
      SeriesFinishing finishing,
      SeriesMovePlans plans,
      BookingStore bookings,
      ClientLimits limits,
      Ids ids) {
    this.finishing = finishing;
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
            Instant.ofEpochSecond(now.plus(SeriesFinishing.HOLDING).getEpochSecond()),
            BookingRights.changedBy(actor),
            Optional.empty(),
            List.copyOf(targets.keySet()),
            Optional.of(
                new Moves(
                    asked.scope() != Scope.THIS,
                    ApprovalRule.of(plan.settings()).deadline(now),
                    targets)));
    if (!finishing.store().begin(tenant, change)) {
      return Optional.empty();
    }
    return Optional.of(
        finishing
            .move(
                tenant,
                change,
                () ->
                    hold(tenant, asked, plan, change, moving, now)
                        .then(lost -> decide(tenant, change, lost)),
                Map.of())
            .map(
                lost -> {
                  Map<Integer, Booking> present = finishing.finished(tenant, asked.seriesId(), now);
                  return plan.with(
                      plan.occurrences().stream()
                          .map(one -> lost.getOrDefault(one.number(), one))
                          .map(
                              one ->
                                  Optional.ofNullable(present.get(one.number()))
                                      .map(booking -> became(one, booking, change))
                                      .orElse(one))
                          .toList());
                }));
  }

  /** What has become of it in the end; something else may have, while its new time was held. */
  private static Moved became(Moved one, Booking present, SeriesChange change) {
    boolean follows =
        one.target()
            .map(target -> target.isOf(present) || present.isChangedBy(change.id()))
            .orElse(true);
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
      Optional<Booking> wanted = change.held(tenant, one.number(), one.booking(), now);
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
          Moved without =
              one.lost(
                  asked.skips() ? ChangeOutcome.SKIP : ChangeOutcome.CONFLICT, Conflict.taken());
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
      boolean _ = finishing.abandon(tenant, change);
      return Result.done(lost);
    }
    return finishing.store().decide(tenant, change.decided(numbers))
        ? Result.done(lost)
        : Result.refused(new SeriesRefusal.Of(new BookingRefusal.Busy()));
  }
}
