package io.marcado.platform.bookings;

import io.marcado.domain.BookingId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.time.Interval;
import io.marcado.platform.table.Item;
import java.util.List;
import java.util.stream.Stream;

/**
 * A time of a booking that is still to come. A booking whose move waits for approval has two: the
 * one that it asks for, and the approved one that it keeps meanwhile.
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

  static Stream<UpcomingBooking> of(Item item) {
    return Stream.concat(
        Stream.of(of(item, item)),
        // What the booking asks for; see BookingItem in the capability bookings.
        item.optionalItem("request").filter(asked -> asked.has("start")).stream()
            .map(approved -> of(item, approved)));
  }

  private static UpcomingBooking of(Item item, Item time) {
    return new UpcomingBooking(
        new BookingId(item.text("id")),
        item.text("status"),
        new ServiceId(item.text("serviceId")),
        time.texts("resourceIds").stream().map(ResourceId::new).toList(),
        new Interval(time.instant("start"), time.instant("end")));
  }
}
