package io.marcado.platform.bookings;

import io.marcado.domain.BookingId;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.time.Interval;
import io.marcado.platform.table.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A time of a booking that is still to come. A booking whose move waits for approval has two: the
 * one that it asks for, and the approved one that it keeps meanwhile. A visit has one for each of
 * its parts, with the service and the resources of that part.
 *
 * @param status HELD, PENDING or CONFIRMED
 * @param serviceName as of the time of booking; empty if that was not kept
 * @param resourceIds the main resource first
 * @param resourceNames likewise; empty if that was not kept
 * @param clientId empty for somebody who walked in
 * @param walkedIn the name of somebody who walked in
 * @param time without buffers
 * @param visit all parts of the visit of which it is one; none for every other booking
 */
public record UpcomingBooking(
    BookingId bookingId,
    String status,
    ServiceId serviceId,
    Optional<String> serviceName,
    List<ResourceId> resourceIds,
    List<String> resourceNames,
    Optional<PersonId> clientId,
    Optional<String> walkedIn,
    Interval time,
    List<Part> visit) {
  public UpcomingBooking {
    resourceIds = List.copyOf(resourceIds);
    resourceNames = List.copyOf(resourceNames);
    visit = List.copyOf(visit);
  }

  /**
   * A part of a visit.
   *
   * @param resourceIds the main resource first
   * @param time without buffers
   */
  public record Part(
      ServiceId serviceId, String serviceName, List<ResourceId> resourceIds, Interval time) {
    public Part {
      resourceIds = List.copyOf(resourceIds);
    }
  }

  /** Hides who it is for. */
  @Override
  public String toString() {
    return "UpcomingBooking " + bookingId;
  }

  static Stream<UpcomingBooking> of(Item item) {
    return Stream.concat(
        of(item, item),
        // What the booking asks for; see BookingItem in the capability bookings.
        item.optionalItem("request").filter(asked -> asked.has("start")).stream()
            .flatMap(approved -> of(item, approved)));
  }

  private static Stream<UpcomingBooking> of(Item item, Item time) {
    UpcomingBooking whole = whole(item, time);
    List<Part> parts =
        time.items(UpcomingBookings.VISIT).stream()
            .map(part -> part(part, whole.time().start()))
            .toList();
    return parts.isEmpty() ? Stream.of(whole) : parts.stream().map(part -> whole.as(part, parts));
  }

  private static Part part(Item part, Instant start) {
    return new Part(
        new ServiceId(part.text("serviceId")),
        part.text("serviceName"),
        part.texts("resourceIds").stream().map(ResourceId::new).toList(),
        Interval.ofMinutes(
            start.plus(Duration.ofMinutes(part.number("after"))), part.number("minutes")));
  }

  private UpcomingBooking as(Part part, List<Part> all) {
    return new UpcomingBooking(
        bookingId,
        status,
        part.serviceId(),
        Optional.of(part.serviceName()),
        part.resourceIds(),
        namesOf(part.resourceIds()),
        clientId,
        walkedIn,
        part.time(),
        all);
  }

  private List<String> namesOf(List<ResourceId> some) {
    return resourceNames.isEmpty()
        ? List.of()
        : some.stream().map(id -> resourceNames.get(resourceIds.indexOf(id))).toList();
  }

  private static UpcomingBooking whole(Item item, Item time) {
    Optional<PersonId> clientId = item.optionalText("clientId").map(PersonId::new);
    return new UpcomingBooking(
        new BookingId(item.text("id")),
        item.text("status"),
        // Approved times from before a change could ask for another service name none.
        new ServiceId(time.optionalText("serviceId").orElseGet(() -> item.text("serviceId"))),
        time.optionalText("serviceName"),
        time.texts("resourceIds").stream().map(ResourceId::new).toList(),
        time.texts("resourceNames"),
        clientId,
        item.optionalItem("givenClient")
            .filter(_ -> clientId.isEmpty())
            .map(given -> given.text("name")),
        new Interval(time.instant("start"), time.instant("end")),
        List.of());
  }
}
