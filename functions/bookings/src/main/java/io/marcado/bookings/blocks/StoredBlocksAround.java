package io.marcado.bookings.blocks;

import io.marcado.bookings.explain.BlockingTime;
import io.marcado.bookings.scheduling.BlocksAround;
import io.marcado.domain.Actor;
import io.marcado.domain.time.Interval;
import jakarta.inject.Singleton;
import java.util.List;

/** The blocks in the store. */
@Singleton
final class StoredBlocksAround implements BlocksAround {
  private final BlockQueries queries;

  StoredBlocksAround(BlockQueries queries) {
    this.queries = queries;
  }

  @Override
  public List<BlockingTime> within(Actor actor, Interval interval) {
    return queries.seen(actor, interval).stream()
        .map(
            block ->
                new BlockingTime(
                    block.id(), block.interval(), block.taken().wanted(), block.reason()))
        .toList();
  }
}
