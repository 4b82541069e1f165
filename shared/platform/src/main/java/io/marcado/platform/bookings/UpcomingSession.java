package io.marcado.platform.bookings;

import io.marcado.domain.ClassSessionId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.time.Interval;
import io.marcado.platform.table.Item;
import java.util.List;

/**
 * A session of a class that is still to come, whether somebody has booked it or not.
 *
 * @param serviceName as of the time when it was made
 * @param resourceIds who gives it first
 * @param resourceNames likewise
 * @param time without buffers
 */
public record UpcomingSession(
    ClassSessionId sessionId,
    ServiceId serviceId,
    String serviceName,
    List<ResourceId> resourceIds,
    List<String> resourceNames,
    Interval time) {
  public UpcomingSession {
    resourceIds = List.copyOf(resourceIds);
    resourceNames = List.copyOf(resourceNames);
  }

  static UpcomingSession of(Item item) {
    return new UpcomingSession(
        new ClassSessionId(item.text("id")),
        new ServiceId(item.text("serviceId")),
        item.text("serviceName"),
        item.texts("resourceIds").stream().map(ResourceId::new).toList(),
        item.texts("resourceNames"),
        new Interval(item.instant("start"), item.instant("end")));
  }
}
