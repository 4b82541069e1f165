package io.marcado.bookings.published;

import io.marcado.domain.BlockId;
import io.marcado.domain.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Time that was blocked by somebody, or of somebody.
 *
 * @param own true when the person made it
 */
public record TeamBlock(
    BlockId blockId,
    List<ResourceId> resourceIds,
    Instant start,
    Instant end,
    Optional<String> reason,
    boolean isPrivate,
    boolean own,
    Instant createdAt) {
  public TeamBlock {
    resourceIds = List.copyOf(resourceIds);
  }

  /** Hides the reason. */
  @Override
  public String toString() {
    return "TeamBlock " + blockId;
  }
}
