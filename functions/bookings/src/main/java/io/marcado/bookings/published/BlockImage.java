package io.marcado.bookings.published;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.marcado.domain.BlockId;
import io.marcado.domain.ResourceId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block as other capabilities see it. It has neither reason nor maker: those who may know them
 * read the block.
 *
 * @param from first local date of the business; null unless it takes whole dates
 * @param to last one, included; likewise
 * @param start of the time that it takes
 * @param end exclusive
 * @param isPrivate true when its reason is not for colleagues
 * @param version from 1, one more with each change, and with its removal
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BlockImage(
    BlockId blockId,
    List<ResourceId> resourceIds,
    @Nullable LocalDate from,
    @Nullable LocalDate to,
    Instant start,
    Instant end,
    @JsonProperty("private") boolean isPrivate,
    long version,
    Instant createdAt,
    Instant updatedAt) {
  public BlockImage {
    resourceIds = List.copyOf(resourceIds);
  }
}
