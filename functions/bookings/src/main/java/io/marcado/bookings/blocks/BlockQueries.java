package io.marcado.bookings.blocks;

import io.marcado.bookings.blocks.BlockItem.Stored;
import io.marcado.domain.Actor;
import io.marcado.domain.BlockId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.platform.paging.Page;
import io.marcado.platform.paging.PageRequest;
import io.marcado.platform.table.Condition;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds blocks. */
@Singleton
public final class BlockQueries {
  private final BlockStore store;
  private final BlockRights rights;
  private final SettingsReader settings;

  BlockQueries(BlockStore store, BlockRights rights, SettingsReader settings) {
    this.store = store;
    this.rights = rights;
    this.settings = settings;
  }

  /**
   * The filter of a list. A block must match all conditions.
   *
   * @param from local date of the first moment; empty for the present
   * @param to local date of the last moment; empty for no bound
   */
  record Filter(
      Optional<LocalDate> from, Optional<LocalDate> to, Optional<ResourceId> resourceId) {}

  /**
   * A page, and what it takes to show it.
   *
   * @param own the resource that the caller is
   */
  record Found(Page<Block> page, Optional<ResourceId> own, LocalTimeline timeline) {}

  /** A block that stands. */
  Optional<Block> find(TenantId tenant, BlockId id) {
    return store
        .find(tenant, id)
        .filter(stored -> stored.stands() && !stored.removed())
        .map(Stored::block);
  }

  /** A page of blocks, by end. */
  Found page(Actor actor, Filter filter, PageRequest page, Instant now) {
    LocalTimeline timeline = settings.get(actor.tenant()).timeline();
    Instant after = filter.from().map(timeline::startOf).orElse(now);
    Optional<Condition> condition =
        Stream.of(
                filter
                    .to()
                    .map(date -> timeline.startOf(date.plusDays(1)))
                    .map(end -> Condition.less("start", end.toString())),
                filter.resourceId().map(id -> Condition.contains("resourceIds", id.value())))
            .flatMap(Optional::stream)
            .reduce(Condition::and);
    return new Found(
        store.page(actor.tenant(), after, condition, page.limit(), page.position()),
        own(actor),
        timeline);
  }

  /** A block in a calendar. */
  public record Shown(Instant start, BlockView view) {}

  /**
   * The blocks that have time within an interval, as the actor may see them.
   *
   * @param resourceId of this resource; empty for all
   * @param timeline local time of the answer
   */
  public List<Shown> shown(
      Actor actor, Interval interval, Optional<ResourceId> resourceId, LocalTimeline timeline) {
    List<Block> found =
        store.within(actor.tenant(), interval).stream()
            .filter(block -> resourceId.filter(id -> !block.resourceIds().contains(id)).isEmpty())
            .toList();
    Optional<ResourceId> own = ownIfItMatters(actor, found);
    return found.stream()
        .map(
            block -> new Shown(block.interval().start(), BlockView.of(block, actor, own, timeline)))
        .toList();
  }

  /**
   * The blocks that have time within an interval, by end, without the reasons that are not for the
   * actor.
   */
  List<Block> seen(Actor actor, Interval interval) {
    List<Block> found = store.within(actor.tenant(), interval);
    Optional<ResourceId> own = ownIfItMatters(actor, found);
    return found.stream()
        .map(
            block ->
                BlockRights.seesReason(actor, block, own)
                    ? block
                    : block.saying(Optional.empty(), true))
        .toList();
  }

  /** The resource that the actor is, where a reason depends on it. */
  private Optional<ResourceId> ownIfItMatters(Actor actor, List<Block> blocks) {
    return blocks.stream().allMatch(block -> BlockRights.seesReason(actor, block, Optional.empty()))
        ? Optional.empty()
        : own(actor);
  }

  /** A block as the actor may see it, in local time of the business. */
  BlockView view(Actor actor, Block block) {
    return BlockView.of(block, actor, own(actor), settings.get(actor.tenant()).timeline());
  }

  /** The resource that the actor is. */
  public Optional<ResourceId> own(Actor actor) {
    return actor instanceof Actor.Person person ? rights.own(person) : Optional.empty();
  }
}
