package io.marcado.bookings.blocks;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.marcado.domain.Actor;
import io.marcado.domain.BlockId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.time.LocalTimeline;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A block in an answer.
 *
 * @param kind always {@link Kind#BLOCK}
 * @param from as it was told: a local date, or a moment
 * @param to likewise
 * @param start ISO 8601, with the offset of the zone of the answer
 * @param end exclusive, likewise
 * @param allDay true when it takes whole local dates of the business
 * @param reason null where the caller may not know it, and where there is none
 */
public record BlockView(
    Kind kind,
    BlockId blockId,
    List<ResourceId> resourceIds,
    String from,
    String to,
    String start,
    String end,
    boolean allDay,
    @Nullable String reason,
    @JsonProperty("private") boolean isPrivate,
    long version,
    String createdAt,
    String updatedAt) {

  /** Tells a block from bookings and busy times in a calendar. */
  public enum Kind {
    BLOCK
  }

  /**
   * A block as the caller may see it.
   *
   * @param own the resource that the caller is
   * @param timeline local time of the answer
   */
  public static BlockView of(
      Block block, Actor caller, Optional<ResourceId> own, LocalTimeline timeline) {
    return new BlockView(
        Kind.BLOCK,
        block.id(),
        block.resourceIds(),
        told(block.time().from(), timeline),
        told(block.time().to(), timeline),
        timeline.format(block.interval().start()),
        timeline.format(block.interval().end()),
        block.time() instanceof BlockTime.Dates,
        block.reason().filter(_ -> BlockRights.seesReason(caller, block, own)).orElse(null),
        block.isPrivate(),
        block.version(),
        block.createdAt().toString(),
        block.updatedAt().toString());
  }

  private static String told(BlockMoment moment, LocalTimeline timeline) {
    return switch (moment) {
      case BlockMoment.OfDate(var date) -> date.toString();
      case BlockMoment.At(var instant) -> timeline.format(instant);
    };
  }

  /** Hides the reason. */
  @Override
  public String toString() {
    return "BlockView of " + blockId;
  }
}
