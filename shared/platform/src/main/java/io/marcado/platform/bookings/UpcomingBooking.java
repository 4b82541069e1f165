package io.marcado.platform.bookings;

import io.marcado.domain.BookingId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.time.Interval;
import io.marcado.platform.table.Item;
import java.util.List;

/**
 * A booking that is still to come.
 *
 * @param status HELD, PENDING or CONFIRMED
 * @param resourceIds the main resource first
 * @param time without buffers
 */
public record UpcomingBooking(
    BookingId bookingId,
    String status,
    ServiceId serviceId,
    List<ResourceId> resourceIds,
    Interval time) {
  public UpcomingBooking {
    resourceIds = List.copyOf(resourceIds);
  }

  static UpcomingBooking of(Item item) {
    return new UpcomingBooking(
        new BookingId(item.text("id")),
        item.text("status"),
        new ServiceId(item.text("serviceId")),
        item.texts("resourceIds").stream().map(ResourceId::new).toList(),
        new Interval(item.instant("start"), item.instant("end")));
  }
}
