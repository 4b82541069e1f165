package io.marcado.bookings.blocks;

import io.marcado.bookings.blocks.BlockItem.Stored;
import io.marcado.bookings.blocks.BookingsBeneath.Beneath;
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
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes, moves and removes blocks for who may, within bounds. */
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
  private final BlockChanges changes;
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
      BlockChanges changes,
      UpcomingBookings upcoming,
      BlockRights rights,
      CatalogReader catalog,
      SettingsReader settings,
      RateLimiter limiter,
      Limits limits,
      Ids ids) {
    this.table = table;
    this.store = store;
    this.changes = changes;
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
      return repeated(actor, request, draft, earlier, now);
    }
    if (!rights.mayTake(actor, draft.resourceIds())) {
      return Result.refused(new BlockRefusal.NotLinked());
    }
    LocalTimeline timeline = settings.fresh(tenant).timeline();
    Optional<Interval> interval = draft.time().in(timeline);
    List<Fault> faults =
        faults(tenant, draft.resourceIds(), Optional.of(draft.time()), draft.told(), timeline, now);
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
            Optional.of(AgreedTime.of(interval.get(), timeline)),
            ids.next(),
            draft.reason(),
            draft.isPrivate(),
            BlockRights.member(actor),
            request.hash(),
            1,
            now,
            now);
    return made(
        actor, request, draft, changes.make(tenant, block, draft.keepsBookings(), now), now);
  }

  /**
   * What only the stored shows to be wrong with a block, as far as the request could be read.
   *
   * @param resourceIds none if they could not be read
   */
  List<Fault> faults(
      Actor actor,
      List<ResourceId> resourceIds,
      Optional<BlockTime> time,
      Map<String, OffsetDateTime> told,
      Instant now) {
    LocalTimeline timeline = settings.fresh(actor.tenant()).timeline();
    return faults(actor.tenant(), resourceIds, time, told, timeline, now);
  }

  private List<Fault> faults(
      TenantId tenant,
      List<ResourceId> resourceIds,
      Optional<BlockTime> time,
      Map<String, OffsetDateTime> told,
      LocalTimeline timeline,
      Instant now) {
    List<Fault> faults = new ArrayList<>(unknown(tenant, resourceIds));
    faults.addAll(noSuchTimes(told, timeline));
    if (time.isEmpty()) {
      return faults;
    }
    Optional<Interval> interval = time.get().in(timeline);
    faults.addAll(faults(interval, resourceIds.size(), timeline, now));
    interval
        .filter(found -> found.start().isBefore(timeline.startOf(timeline.dateOf(now))))
        .ifPresent(
            _ ->
                faults.add(new Fault("/from", FaultCode.OUT_OF_RANGE, "must not be before today")));
    return faults;
  }

  private Result<Made, BlockRefusal> made(
      Actor actor, Repeatable request, BlockDraft draft, BlockChanges.Change change, Instant now) {
    return switch (change) {
      case BlockChanges.Change.Done(Block block, boolean replayed) ->
          Result.done(new Made(block, replayed));
      case BlockChanges.Change.Present(Stored stored) ->
          repeated(
              actor,
              request,
              draft,
              request.judge(Optional.of(stored), one -> one.block().requestHash()),
              now);
      case BlockChanges.Change.Over(Beneath beneath) -> Result.refused(over(actor, beneath));
      case BlockChanges.Change.Overtaken _ -> Result.refused(new BlockRefusal.Busy());
    };
  }

  private Result<Made, BlockRefusal> repeated(
      Actor actor, Repeatable request, BlockDraft draft, Earlier<Stored> earlier, Instant now) {
    return switch (earlier) {
      case Earlier.Replayed<Stored>(Stored stored) when stored.removed() ->
          Result.refused(new BlockRefusal.NotFound());
      case Earlier.Replayed<Stored>(Stored stored) when stored.stands() ->
          Result.done(new Made(stored.block(), true));
      // The first sending died on the way, or is still on it: both do the same.
      case Earlier.Replayed<Stored>(Stored stored) ->
          made(
              actor,
              request,
              draft,
              changes.finish(actor.tenant(), stored.block(), draft.keepsBookings(), true, now),
              now);
      case Earlier.KeyReused<Stored> _ -> Result.refused(new BlockRefusal.KeyReused());
      case Earlier.None<Stored> _ -> throw new IllegalStateException("there is one");
    };
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
          present
              .moved(time, present.interval(), present.agreed(), present.taking(), now)
              .saying(reason, isPrivate);
      return store.changed(tenant, present, after)
          ? Result.done(after)
          : overtaken(tenant, present);
    }
    LocalTimeline timeline = settings.fresh(tenant).timeline();
    Optional<Interval> interval = time.in(timeline);
    List<Fault> faults =
        new ArrayList<>(faults(interval, present.resourceIds().size(), timeline, now));
    faults.addAll(noSuchTimes(edit.told(), timeline));
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
    Block after =
        present
            .moved(
                time,
                interval.get(),
                Optional.of(AgreedTime.of(interval.get(), timeline)),
                ids.next(),
                now)
            .saying(reason, isPrivate);
    return switch (changes.move(tenant, present, after, edit.keepsBookings(), now)) {
      case BlockChanges.Change.Done(Block moved, _) -> Result.done(moved);
      case BlockChanges.Change.Over(Beneath beneath) -> Result.refused(over(actor, beneath));
      case BlockChanges.Change.Overtaken _, BlockChanges.Change.Present _ ->
          overtaken(tenant, present);
    };
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
    return changes.remove(tenant, present, now) ? Result.done(id) : overtaken(tenant, present);
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
            bookings.timeline(),
            found.sessions().stream().map(UpcomingBlocked::of).toList()));
  }

  private Optional<BlockRefusal> count(TenantId tenant) {
    return limiter
        .count(
            table.of(tenant), limiter.ofTenant(tenant, limits.of(LimitPolicy.BLOCKS_OF_BUSINESS)))
        .map((Duration wait) -> new BlockRefusal.TooOften(wait));
  }

  private static List<Fault> noSuchTimes(Map<String, OffsetDateTime> told, LocalTimeline timeline) {
    List<Fault> faults = new ArrayList<>();
    told.forEach(
        (pointer, moment) ->
            timeline
                .gap(moment)
                .ifPresent(
                    gap -> faults.add(new Fault(pointer, FaultCode.OUT_OF_RANGE, gap.detail()))));
    return faults;
  }

  private List<Fault> unknown(TenantId tenant, List<ResourceId> resourceIds) {
    if (resourceIds.isEmpty()) {
      return List.of();
    }
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
