package io.marcado.bookings.blocks;

import io.marcado.bookings.blocks.BlockItem.Stored;
import io.marcado.bookings.blocks.TakenForBlocks.Entry;
import io.marcado.domain.Ids;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Looks what became of each time that was taken for a block, or given back, and lets day rows
 * agree. It gives up time that was not let stand in time: the one who asked for it got no answer.
 */
@Singleton
public final class BlockSettlement {
  /** Longer than a request can be on its way: its signature is good for 15 minutes. */
  static final Duration UNTIL_NONE_IS_LATE = Duration.ofMinutes(20);

  private final Table table;
  private final BlockStore store;
  private final BlockTaking taking;

  BlockSettlement(Table table, BlockStore store, BlockTaking taking) {
    this.table = table;
    this.store = store;
    this.taking = taking;
  }

  /** One with parts of its own, outside of a function. */
  public static BlockSettlement of(Table table, Ids ids, InstantSource clock) {
    return new BlockSettlement(table, new BlockStore(table), BlockTaking.of(table, ids, clock));
  }

  /**
   * Settles what is due. Idempotent: a second call, also at the same time, continues with what is
   * left.
   *
   * @return false when the time of the invocation ended before all were done
   */
  public boolean settle(Instant now) {
    return TakenForBlocks.ALL.each(table, now, entry -> settle(entry, now));
  }

  void settle(Entry entry, Instant now) {
    if (isStanding(entry)) {
      TakenForBlocks.ALL.remove(table, entry);
      return;
    }
    taking.giveBackLeft(entry.tenant(), entry.blocked());
    // Until then a write that was sent before may still arrive.
    Instant sure = entry.since().plus(UNTIL_NONE_IS_LATE);
    if (now.isBefore(sure)) {
      TakenForBlocks.ALL.note(table, entry.at(sure));
    }
    TakenForBlocks.ALL.remove(table, entry);
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
