package io.marcado.bookings.published;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.time.LocalStart;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session of a class as other capabilities see it. It has none of the texts that people wrote,
 * and says nothing of who comes: bookings have events of their own.
 *
 * @param resourceIds who gives it first
 * @param start without buffers
 * @param end exclusive, without buffers
 * @param localStart the start as the business set it
 * @param seats how many people may come
 * @param minimum how many must come; null when it does not matter
 * @param version from 1, one more with each change
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SessionImage(
    ClassSessionId sessionId,
    Status status,
    ServiceId serviceId,
    List<ResourceId> resourceIds,
    Instant start,
    Instant end,
    LocalStart localStart,
    int seats,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Minimum minimum,
    long version,
    Instant createdAt,
    Instant updatedAt) {

  /** Whether it takes place. */
  public enum Status {
    SCHEDULED,
    CANCELLED
  }

  /**
   * How many seats must be taken.
   *
   * @param by when it is decided
   * @param state what was found then
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Minimum(int seats, Instant by, Found state) {}

  /** Whether enough people come. */
  public enum Found {
    /** It is still to be decided. */
    OPEN,
    REACHED,
    BELOW
  }

  public SessionImage {
    resourceIds = List.copyOf(resourceIds);
  }
}
