package io.marcado.bookings.availability;

import io.marcado.domain.ResourceId;
import io.marcado.domain.catalog.BookableResource;
import java.util.List;

/**
 * The resources that do a booking.
 *
 * @param resources the main one first, then one of each group; all different
 */
public record Assignment(List<BookableResource> resources) {
  public Assignment {
    resources = List.copyOf(resources);
  }

  /** The main resource. */
  public BookableResource main() {
    return resources.getFirst();
  }

  /** Ids in the order of {@link #resources}. */
  public List<ResourceId> resourceIds() {
    return resources.stream().map(BookableResource::id).toList();
  }
}
