package io.marcado.bookings.blocks;

import io.marcado.bookings.blocks.BlockItem.Stored;
import io.marcado.bookings.blocks.BookingsBeneath.Beneath;
import io.marcado.bookings.blocks.BookingsBeneath.New;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.catalog.published.CatalogReader;
import io.marcado.domain.Actor;
import io.marcado.domain.BlockId;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.Ids;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.platform.bookings.BookingsOutside;
import io.marcado.platform.bookings.UpcomingBookings;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.replay.Earlier;
import io.marcado.platform.replay.Repeatable;
import io.marcado.platform.table.Table;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes, moves and removes blocks. The time of all their rows is taken by plain writes, one by one;
 * then one write of the block's item lets it stand, or gives it up. Whatever dies in between is
 * given back by {@link BlockSettlement}, or finished by a repetition of the request.
 */
@Singleton
public final class Blocks {
  /** Most days of a block. */
  static final int MOST_DAYS = 400;

  /** Most days of a block, each counted for every resource. */
  static final int MOST_RESOURCE_DAYS = 2_000;

  /** How far ahead a block may end. */
  static final int MOST_DAYS_AHEAD = 1_100;

  private final Table table;
  private final BlockStore store;
  private final BlockTaking taking;
  private final BookingsBeneath beneath;
  private final UpcomingBookings upcoming;
  private final BlockRights rights;
  private final CatalogReader catalog;
  private final SettingsReader settings;
  private final RateLimiter limiter;
  private final Limits limits;
  private final Ids ids;

  Blocks(
      Table table,
      BlockStore store,
      BlockTaking taking,
      BookingsBeneath beneath,
      UpcomingBookings upcoming,
      BlockRights rights,
      CatalogReader catalog,
      SettingsReader settings,
      RateLimiter limiter,
      Limits limits,
      Ids ids) {
    this.table = table;
    this.store = store;
    this.taking = taking;
    this.beneath = beneath;
    this.upcoming = upcoming;
    this.rights = rights;
    this.catalog = catalog;
    this.settings = settings;
    this.limiter = limiter;
    this.limits = limits;
    this.ids = ids;
  }

  /**
   * A block that was made.
   *
   * @param replayed true when an earlier request with the same key made it
   */
  record Made(Block block, boolean replayed) {}

  /** Makes a block. For a retry, finds the block that the first request made, or finishes it. */
  Result<Made, BlockRefusal> create(Actor actor, BlockDraft draft, Instant now) {
    TenantId tenant = actor.tenant();
    Repeatable request =
        Repeatable.of(
                tenant.value(),
                "create block",
                actor.auditId().orElseThrow(),
                draft.idempotencyKey(),
                draft.hash())
            .withShortId();
    Earlier<Stored> earlier =
        request.earlier(
            id -> store.find(tenant, new BlockId(id)), stored -> stored.block().requestHash());
    if (!(earlier instanceof Earlier.None)) {
      return repeated(actor, earlier, draft.keepsBookings(), now);
    }
    if (!rights.mayTake(actor, draft.resourceIds())) {
      return Result.refused(new BlockRefusal.NotLinked());
    }
    LocalTimeline timeline = settings.fresh(tenant).timeline();
    Optional<Interval> interval = draft.time().in(timeline);
    List<Fault> faults = new ArrayList<>(unknown(tenant, draft.resourceIds()));
    faults.addAll(faults(interval, draft.resourceIds().size(), timeline, now));
    interval
        .filter(time -> time.start().isBefore(timeline.startOf(timeline.dateOf(now))))
        .ifPresent(
            _ ->
                faults.add(new Fault("/from", FaultCode.OUT_OF_RANGE, "must not be before today")));
    if (!faults.isEmpty() || interval.isEmpty()) {
      return Result.refused(new BlockRefusal.Faulty(faults));
    }
    int most = limits.most(LimitPolicy.BLOCKS_AHEAD_OF_BUSINESS);
    if (store.count(tenant, now) >= most) {
      return Result.refused(new BlockRefusal.TooManyAhead(most));
    }
    Optional<BlockRefusal> tooOften = count(tenant);
    if (tooOften.isPresent()) {
      return Result.refused(tooOften.get());
    }
    Block block =
        new Block(
            new BlockId(request.id(ids::next)),
            draft.resourceIds(),
            draft.time(),
            interval.get(),
            ids.next(),
            draft.reason(),
            draft.isPrivate(),
            BlockRights.member(actor),
            request.hash(),
            1,
            now,
            now);
    if (!draft.keepsBookings()) {
      Optional<BlockRefusal> over =
          overListed(actor, New.of(block.taken(), Optional.empty(), now), now);
      if (over.isPresent()) {
        return Result.refused(over.get());
      }
    }
    Optional<Stored> present = store.begin(tenant, block, now);
    return present.isEmpty()
        ? make(actor, block, draft.keepsBookings(), false, now)
        : repeated(
            actor,
            request.judge(present, stored -> stored.block().requestHash()),
            draft.keepsBookings(),
            now);
  }

  private Result<Made, BlockRefusal> repeated(
      Actor actor, Earlier<Stored> earlier, boolean keepsBookings, Instant now) {
    return switch (earlier) {
      case Earlier.Replayed<Stored>(Stored stored) when stored.removed() ->
          Result.refused(new BlockRefusal.NotFound());
      case Earlier.Replayed<Stored>(Stored stored) when stored.stands() ->
          Result.done(new Made(stored.block(), true));
      // The first sending died on the way, or is still on it: both do the same.
      case Earlier.Replayed<Stored>(Stored stored) ->
          make(actor, stored.block(), keepsBookings, true, now);
      case Earlier.KeyReused<Stored> _ -> Result.refused(new BlockRefusal.KeyReused());
      case Earlier.None<Stored> _ -> throw new IllegalStateException("there is one");
    };
  }

  /** Takes the time of a block that is wanted, and lets it stand. */
  private Result<Made, BlockRefusal> make(
      Actor actor, Block block, boolean keepsBookings, boolean replayed, Instant now) {
    TenantId tenant = actor.tenant();
    Optional<Beneath> found =
        taken(tenant, New.of(block.taken(), Optional.empty(), now), keepsBookings, now);
    if (found.isEmpty() && store.made(tenant, block)) {
      return Result.done(new Made(block, replayed));
    }
    store.giveUp(tenant, block.id(), block.taking());
    Optional<Stored> present = store.find(tenant, block.id());
    if (present.filter(stored -> stored.has(block.taking())).isPresent()) {
      // Another sending of the same request has made it, before a booking of this moment was seen.
      return Result.done(new Made(present.get().block(), true));
    }
    taking.giveBack(tenant, block.taken());
    return Result.refused(
        found.map(beneath -> over(actor, beneath)).orElseGet(BlockRefusal.Busy::new));
  }

  /** Changes what is said of a block, and moves it, if its time is another. */
  Result<Block, BlockRefusal> change(Actor actor, BlockEdit edit, Instant now) {
    TenantId tenant = actor.tenant();
    Optional<Block> found = changeable(actor, edit.id());
    if (found.isEmpty()) {
      return Result.refused(new BlockRefusal.NotFound());
    }
    Block present = found.get();
    if (present.version() != edit.version()) {
      return Result.refused(new BlockRefusal.Stale(present.version()));
    }
    Result<BlockTime, Fault> told =
        BlockTime.between(
            edit.from().orElseGet(present.time()::from), edit.to().orElseGet(present.time()::to));
    if (told instanceof Result.Refused<BlockTime, Fault>(Fault fault)) {
      return Result.refused(new BlockRefusal.Faulty(List.of(fault)));
    }
    BlockTime time = told.orElseThrow(_ -> new IllegalStateException());
    Optional<String> reason =
        Optional.ofNullable(edit.reason().apply(present.reason().orElse(null)));
    boolean isPrivate = edit.isPrivate().orElse(present.isPrivate());
    if (time.equals(present.time())) {
      Block after =
          present.moved(time, present.interval(), present.taking(), now).saying(reason, isPrivate);
      return store.changed(tenant, present, after)
          ? Result.done(after)
          : overtaken(tenant, present);
    }
    LocalTimeline timeline = settings.fresh(tenant).timeline();
    Optional<Interval> interval = time.in(timeline);
    List<Fault> faults =
        new ArrayList<>(faults(interval, present.resourceIds().size(), timeline, now));
    interval
        .filter(moved -> !time.from().equals(present.time().from()))
        .filter(moved -> moved.start().isBefore(timeline.startOf(timeline.dateOf(now))))
        .ifPresent(
            _ ->
                faults.add(new Fault("/from", FaultCode.OUT_OF_RANGE, "must not be before today")));
    if (!faults.isEmpty() || interval.isEmpty()) {
      return Result.refused(new BlockRefusal.Faulty(faults));
    }
    Optional<BlockRefusal> tooOften = count(tenant);
    if (tooOften.isPresent()) {
      return Result.refused(tooOften.get());
    }
    Block after = present.moved(time, interval.get(), ids.next(), now).saying(reason, isPrivate);
    return move(actor, present, after, edit.keepsBookings(), now);
  }

  private Result<Block, BlockRefusal> move(
      Actor actor, Block before, Block after, boolean keepsBookings, Instant now) {
    TenantId tenant = actor.tenant();
    New time = New.of(after.taken(), Optional.of(before.taken()), now);
    if (!keepsBookings) {
      Optional<BlockRefusal> over = overListed(actor, time, now);
      if (over.isPresent()) {
        return Result.refused(over.get());
      }
    }
    if (!store.beginMove(tenant, before, after.taken(), now)) {
      return overtaken(tenant, before);
    }
    Optional<Beneath> found = taken(tenant, time, keepsBookings, now);
    if (found.isEmpty() && store.moved(tenant, before, after, now)) {
      taking.giveBack(tenant, before.taken());
      return Result.done(after);
    }
    store.giveUpMove(tenant, after.id(), after.taking());
    taking.giveBack(tenant, after.taken());
    return found
        .<Result<Block, BlockRefusal>>map(beneath -> Result.refused(over(actor, beneath)))
        .orElseGet(() -> overtaken(tenant, before));
  }

  /** Removes a block, and gives its time back. */
  Result<BlockId, BlockRefusal> remove(
      Actor actor, BlockId id, Optional<Long> version, Instant now) {
    TenantId tenant = actor.tenant();
    Optional<Block> found = changeable(actor, id);
    if (found.isEmpty()) {
      return Result.refused(new BlockRefusal.NotFound());
    }
    Block present = found.get();
    if (version.filter(read -> read != present.version()).isPresent()) {
      return Result.refused(new BlockRefusal.Stale(present.version()));
    }
    if (!store.remove(tenant, present, now)) {
      return overtaken(tenant, present);
    }
    taking.giveBack(tenant, present.taken());
    return Result.done(id);
  }

  private Optional<Block> changeable(Actor actor, BlockId id) {
    return store
        .find(actor.tenant(), id)
        .filter(stored -> stored.stands() && !stored.removed())
        .map(Stored::block)
        .filter(block -> rights.mayChange(actor, block));
  }

  /** Why a write of a block was refused that was there a moment ago. */
  private <T> Result<T, BlockRefusal> overtaken(TenantId tenant, Block before) {
    return Result.refused(
        store
            .find(tenant, before.id())
            .filter(stored -> stored.stands() && !stored.removed())
            .<BlockRefusal>map(
                stored ->
                    stored.block().version() == before.version()
                        ? new BlockRefusal.Busy()
                        : new BlockRefusal.Stale(stored.block().version()))
            .orElseGet(BlockRefusal.NotFound::new));
  }

  private Optional<Beneath> taken(TenantId tenant, New time, boolean keepsBookings, Instant now) {
    if (!keepsBookings) {
      return taking.takeFree(tenant, time, now);
    }
    taking.take(tenant, time.blocked());
    return Optional.empty();
  }

  /** Most such blocks are told so before they take any time. */
  private Optional<BlockRefusal> overListed(Actor actor, New time, Instant now) {
    List<Booking> listed = beneath.listed(actor.tenant(), time, now);
    return listed.isEmpty() ? Optional.empty() : Optional.of(over(actor, new Beneath(listed, 0)));
  }

  private BlockRefusal over(Actor actor, Beneath found) {
    if (found.isUnknown()) {
      return new BlockRefusal.Busy();
    }
    BookingsOutside bookings =
        upcoming
            .outside(actor, found.bookings().stream().map(UpcomingBlocked::of).toList())
            .orElseGet(
                () ->
                    new BookingsOutside(
                        0, List.of(), Map.of(), settings.get(actor.tenant()).timeline()));
    return new BlockRefusal.OverBookings(
        new BookingsOutside(
            bookings.count() + found.unnamed(),
            bookings.first(),
            bookings.clients(),
            bookings.timeline()));
  }

  private Optional<BlockRefusal> count(TenantId tenant) {
    return limiter
        .count(
            table.of(tenant), limiter.ofTenant(tenant, limits.of(LimitPolicy.BLOCKS_OF_BUSINESS)))
        .map((Duration wait) -> new BlockRefusal.TooOften(wait));
  }

  private List<Fault> unknown(TenantId tenant, List<ResourceId> resourceIds) {
    Map<ResourceId, BookableResource> found = catalog.freshResources(tenant, resourceIds);
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < resourceIds.size(); i++) {
      BookableResource resource = found.get(resourceIds.get(i));
      if (resource == null || !resource.active()) {
        faults.add(
            new Fault(
                "/resourceIds/" + i,
                FaultCode.UNKNOWN_REFERENCE,
                "is no resource that takes bookings"));
      }
    }
    return faults;
  }

  private static List<Fault> faults(
      Optional<Interval> interval, int resources, LocalTimeline timeline, Instant now) {
    if (interval.isEmpty()) {
      return List.of(
          new Fault("/to", FaultCode.OUT_OF_RANGE, "leaves no time: the zone left this date out"));
    }
    Interval time = interval.get();
    List<Fault> faults = new ArrayList<>();
    long days = Math.ceilDiv(time.length().toHours(), 24);
    if (!time.end().isAfter(now)) {
      faults.add(new Fault("/to", FaultCode.OUT_OF_RANGE, "must be in the future"));
    }
    if (time.end().isAfter(timeline.startOf(timeline.dateOf(now).plusDays(MOST_DAYS_AHEAD)))) {
      faults.add(
          new Fault(
              "/to",
              FaultCode.OUT_OF_RANGE,
              "must be within %d days from now".formatted(MOST_DAYS_AHEAD)));
    }
    if (days > MOST_DAYS + 1) {
      faults.add(
          new Fault(
              "/to", FaultCode.TOO_LONG, "must be within %d days of from".formatted(MOST_DAYS)));
    } else if (days * resources > MOST_RESOURCE_DAYS) {
      faults.add(
          new Fault(
              "/resourceIds",
              FaultCode.TOO_LONG,
              "are too many for so many days: at most %d days of resources in all"
                  .formatted(MOST_RESOURCE_DAYS)));
    }
    return faults;
  }
}
