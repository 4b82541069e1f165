package io.marcado.bookings.availability;

import io.marcado.domain.ResourceId;
import java.util.Map;
import java.util.Optional;

/**
 * What an {@link io.marcado.domain.catalog.AssignmentRule} needs to know beyond the start's day. It
 * may be a moment old: it says who is preferred, never who is free.
 *
 * @param minutes taken of each main resource in the week that ends with the start's day
 * @param lastTime the main resource that the client had last
 */
public record Turns(Map<ResourceId, Long> minutes, Optional<ResourceId> lastTime) {
  /** Nothing is known, or needed. */
  public static final Turns NONE = new Turns(Map.of(), Optional.empty());

  public Turns {
    minutes = Map.copyOf(minutes);
  }
}
