package io.marcado.bookings.published;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.BlockId;
import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.platform.json.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of a block, as the detail of an event on the bus. There is one event for each version,
 * and its removal is the last.
 *
 * @param eventId the same for every delivery of the same version
 * @param occurredAt when the block changed
 * @param block as it was then; for one that was removed, as it was before, with the version after
 * @param previous as it was before; null for a new one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BlockEvent(
    String eventId,
    String tenantId,
    BlockId blockId,
    long version,
    Instant occurredAt,
    BlockImage block,
    @Nullable BlockImage previous) {
  /** Detail type of a new block. */
  public static final String CREATED = "block.created";

  /** Detail type of a block that was moved, or of which something else is said. */
  public static final String UPDATED = "block.updated";

  /** Detail type of a block that was removed. */
  public static final String DELETED = "block.deleted";

  /** The event of a block's version. */
  public static BlockEvent of(TenantId tenant, BlockImage block, @Nullable BlockImage previous) {
    return new BlockEvent(
        Ids.derived(
            List.of("event", tenant.value(), block.blockId().value(), "" + block.version())),
        tenant.value(),
        block.blockId(),
        block.version(),
        block.updatedAt(),
        block,
        previous);
  }

  /** Reads the detail of an event. */
  public static BlockEvent read(JsonNode detail) {
    return Json.read(detail.toString(), BlockEvent.class);
  }
}
