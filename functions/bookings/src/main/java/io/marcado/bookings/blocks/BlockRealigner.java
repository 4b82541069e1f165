package io.marcado.bookings.blocks;

import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.Interval;
import io.marcado.platform.deadline.Deadline;
import io.marcado.platform.paging.Paged;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Moves blocks to the time that was told, when the rules of their zones have changed. A block takes
 * its new time over bookings, as these move too, or were there by the new rules.
 */
@Singleton
public final class BlockRealigner {
  private static final int PAGE = 100;

  /** Of 2,000 days, taken and given back. */
  private static final Duration FOR_ONE_BLOCK = Duration.ofSeconds(10);

  /** More than any change of a zone's rules. */
  private static final Duration FARTHEST = Duration.ofHours(27);

  private final BlockStore store;
  private final BlockChanges changes;
  private final Ids ids;

  BlockRealigner(BlockStore store, BlockChanges changes, Ids ids) {
    this.store = store;
    this.changes = changes;
    this.ids = ids;
  }

  private record Due(Block block, Interval to) {}

  /**
   * The result for the blocks of a business.
   *
   * @param moved how many
   * @param left how many somebody changed meanwhile, or there was no time for
   */
  public record Realigned(int moved, int left) {}

  /** How many blocks of a business are to move. */
  public int due(TenantId tenant, Instant now) {
    return all(tenant, now).size();
  }

  /** Moves them. To do it again moves only what is left. */
  public Realigned apply(TenantId tenant, Instant now) {
    List<Due> all = all(tenant, now);
    int moved = 0;
    for (Due one : all) {
      if (Deadline.leaves(FOR_ONE_BLOCK) && move(tenant, one, now)) {
        moved++;
      }
    }
    return new Realigned(moved, all.size() - moved);
  }

  private boolean move(TenantId tenant, Due one, Instant now) {
    Block before = one.block();
    BlockTime time =
        switch (before.time()) {
          case BlockTime.Dates dates -> dates;
          case BlockTime.Moments _ -> new BlockTime.Moments(one.to());
        };
    Block after =
        before.moved(
            time, one.to(), before.agreed().map(AgreedTime::byPresentRules), ids.next(), now);
    return changes.move(tenant, before, after, true, now) instanceof BlockChanges.Change.Done;
  }

  private List<Due> all(TenantId tenant, Instant now) {
    List<Due> due = new ArrayList<>();
    Paged.all(
        next -> store.page(tenant, now.minus(FARTHEST), Optional.empty(), PAGE, next),
        block ->
            block
                .agreed()
                .flatMap(agreed -> agreed.realigned(block.interval()))
                .filter(to -> to.end().isAfter(now) || block.interval().end().isAfter(now))
                .ifPresent(to -> due.add(new Due(block, to))));
    return due;
  }
}
