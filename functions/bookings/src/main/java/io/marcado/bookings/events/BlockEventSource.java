package io.marcado.bookings.events;

import io.marcado.bookings.blocks.Block;
import io.marcado.bookings.blocks.BlockItem;
import io.marcado.bookings.published.BlockEvent;
import io.marcado.bookings.published.BlockImage;
import io.marcado.bookings.published.BookingEvent;
import io.marcado.domain.TenantId;
import io.marcado.platform.events.Event;
import io.marcado.platform.events.EventSource;
import io.marcado.platform.events.ItemChange;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/**
 * One event for each version of a block that stands, and one for its removal. While its time is
 * being taken there is no block yet, or none at another time.
 */
@Singleton
public final class BlockEventSource implements EventSource {

  @Override
  public Set<String> sortKeys() {
    return Set.of(BlockItem.SORT);
  }

  @Override
  public Optional<Event> event(ItemChange change) {
    Optional<BlockImage> before = change.before().flatMap(BlockItem::standing).map(Block::image);
    Optional<BlockImage> after = change.after().flatMap(BlockItem::standing).map(Block::image);
    if (after.isPresent()) {
      BlockImage block = after.get();
      boolean told =
          before.map(BlockImage::version).filter(known -> known == block.version()).isPresent();
      return told
          ? Optional.empty()
          : Optional.of(
              event(
                  change,
                  before.isPresent() ? BlockEvent.UPDATED : BlockEvent.CREATED,
                  block,
                  before));
    }
    return before.flatMap(
        stood ->
            change
                .after()
                .flatMap(BlockItem::removed)
                .map(Block::image)
                .map(gone -> event(change, BlockEvent.DELETED, gone, Optional.of(stood))));
  }

  private static Event event(
      ItemChange change, String type, BlockImage block, Optional<BlockImage> before) {
    TenantId tenant = change.key().partition().tenant().orElseThrow();
    BlockEvent event = BlockEvent.of(tenant, block, before.orElse(null));
    return new Event(BookingEvent.SOURCE, type, event.occurredAt(), event);
  }
}
