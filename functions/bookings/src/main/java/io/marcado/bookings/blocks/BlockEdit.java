package io.marcado.bookings.blocks;

import io.marcado.domain.BlockId;
import io.marcado.domain.Patch;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;

/**
 * A request to change a block.
 *
 * @param version that the caller wants to change
 * @param keepsBookings true when upcoming bookings beneath it stand as they are
 * @param told its moments as they were told, by their pointers
 */
record BlockEdit(
    BlockId id,
    long version,
    Optional<BlockMoment> from,
    Optional<BlockMoment> to,
    Patch<String> reason,
    Optional<Boolean> isPrivate,
    boolean keepsBookings,
    Map<String, OffsetDateTime> told) {
  BlockEdit {
    told = Map.copyOf(told);
  }

  /** One whose moments were told in UTC. */
  BlockEdit(
      BlockId id,
      long version,
      Optional<BlockMoment> from,
      Optional<BlockMoment> to,
      Patch<String> reason,
      Optional<Boolean> isPrivate,
      boolean keepsBookings) {
    this(id, version, from, to, reason, isPrivate, keepsBookings, Map.of());
  }

  /** Hides the reason. */
  @Override
  public String toString() {
    return "BlockEdit of " + id;
  }
}
