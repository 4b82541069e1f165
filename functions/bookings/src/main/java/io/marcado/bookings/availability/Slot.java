package io.marcado.bookings.availability;

import io.marcado.domain.ResourceId;
import io.marcado.domain.time.Interval;
import java.util.List;

/**
 * A time that can be booked.
 *
 * @param time from start to end, without buffers
 * @param resourceIds the main resources free then for which every group has a member free too, in
 *     the service's order; never empty
 */
public record Slot(Interval time, List<ResourceId> resourceIds) {
  public Slot {
    resourceIds = List.copyOf(resourceIds);
  }
}
