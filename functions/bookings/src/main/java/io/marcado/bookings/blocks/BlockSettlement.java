package io.marcado.bookings.blocks;

import io.marcado.bookings.blocks.BlockItem.Stored;
import io.marcado.bookings.blocks.TakenForBlocks.Entry;
import io.marcado.domain.Ids;
import io.marcado.platform.logging.Failures;
import io.marcado.platform.paging.Paged;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks what became of each time that was taken for a block, or given back, and lets day rows
 * agree. What nobody let stand in time is given up: whoever asked for it got no answer.
 */
@Singleton
public final class BlockSettlement {
  /** Longer than a request can be on its way: its signature is good for 15 minutes. */
  static final Duration UNTIL_NONE_IS_LATE = Duration.ofMinutes(20);

  private static final int PAGE = 100;
  private static final Logger LOG = LoggerFactory.getLogger(BlockSettlement.class);

  private final TakenForBlocks entries;
  private final BlockStore store;
  private final BlockTaking taking;

  BlockSettlement(TakenForBlocks entries, BlockStore store, BlockTaking taking) {
    this.entries = entries;
    this.store = store;
    this.taking = taking;
  }

  /** One with parts of its own, outside of a function. */
  public static BlockSettlement of(Table table, Ids ids, InstantSource clock) {
    return new BlockSettlement(
        new TakenForBlocks(table), new BlockStore(table), BlockTaking.of(table, ids, clock));
  }

  /**
   * Settles what is due. Idempotent: a second call, also at the same time, continues with what is
   * left.
   *
   * @return false when the time of the invocation ended before all were done
   */
  public boolean settle(Instant now) {
    return Paged.each(
        position -> entries.due(now, PAGE, position),
        // Keys have whole seconds, so one of this second may still have time.
        entry -> !now.isBefore(entry.due()),
        entry -> {
          // One that fails must not stop the others. It stays noted, so the next turn tries again.
          try {
            settle(entry, now);
          } catch (RuntimeException e) {
            LOG.error(
                "Time of block {} of tenant {} cannot be settled: {}",
                entry.blockId(),
                entry.tenant(),
                Failures.summary(e));
          }
        });
  }

  void settle(Entry entry, Instant now) {
    if (isStanding(entry)) {
      entries.remove(entry);
      return;
    }
    taking.giveBackLeft(entry.tenant(), entry.blocked());
    // Until then a write that was sent before may still arrive.
    Instant sure = entry.since().plus(UNTIL_NONE_IS_LATE);
    if (now.isBefore(sure)) {
      entries.postpone(entry, sure);
    } else {
      entries.remove(entry);
    }
  }

  /**
   * True when the time stands. One that is still wanted is given up, which its taker cannot undo.
   */
  private boolean isStanding(Entry entry) {
    String time = entry.blocked().id();
    Optional<Stored> found = store.find(entry.tenant(), entry.blockId());
    if (found.flatMap(Stored::wanted).filter(time::equals).isPresent()) {
      store.giveUp(entry.tenant(), found.get().block().id(), time);
      store.giveUpMove(entry.tenant(), entry.blockId(), time);
      found = store.find(entry.tenant(), entry.blockId());
    }
    return found.filter(stored -> stored.has(time)).isPresent();
  }
}
