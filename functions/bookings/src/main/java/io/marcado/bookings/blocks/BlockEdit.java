package io.marcado.bookings.blocks;

import io.marcado.domain.BlockId;
import io.marcado.domain.Patch;
import java.util.Optional;

/**
 * A request to change a block.
 *
 * @param version that the caller wants to change
 * @param keepsBookings true when upcoming bookings beneath it stand as they are
 */
record BlockEdit(
    BlockId id,
    long version,
    Optional<BlockMoment> from,
    Optional<BlockMoment> to,
    Patch<String> reason,
    Optional<Boolean> isPrivate,
    boolean keepsBookings) {

  /** Hides the reason. */
  @Override
  public String toString() {
    return "BlockEdit of " + id;
  }
}
