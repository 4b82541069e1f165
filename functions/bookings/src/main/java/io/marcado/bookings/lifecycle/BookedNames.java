package io.marcado.bookings.lifecycle;

import io.marcado.domain.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the service and the resources of a booking were called when it got them. So it shows the
 * same after they are renamed or deleted.
 *
 * @param resources in the order of the booking's resources
 */
public record BookedNames(String service, List<String> resources) {
  public BookedNames {
    resources = List.copyOf(resources);
  }

  /**
   * The names after a move. Who keeps a part keeps the name.
   *
   * @param before the resources that have these names
   * @param after the resources of the moved booking
   * @param present what these are called now
   */
  BookedNames moved(
      List<ResourceId> before, List<ResourceId> after, Map<ResourceId, String> present) {
    List<String> names = new ArrayList<>(after.size());
    for (ResourceId id : after) {
      int kept = before.indexOf(id);
      names.add(kept < 0 ? present.getOrDefault(id, "") : resources.get(kept));
    }
    return new BookedNames(service, names);
  }
}
