package io.marcado.messaging.bookings;

import io.marcado.bookings.published.BookingEvent;
import io.marcado.bookings.published.BookingImage;
import io.marcado.domain.Ids;
import io.marcado.domain.ResourceId;
import io.marcado.domain.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A message to the client of a booking, with the facts it states. It goes out only while the
 * booking still says so.
 *
 * @param start when the booking begins
 * @param resourceIds who or what it takes, the main one first
 * @param occasion tells messages of one kind and the same facts apart: the booking's version, or
 *     how long before the start a reminder comes
 */
public record BookingMessage(
    TenantId tenant,
    String bookingId,
    BookingMessageKind kind,
    Instant start,
    List<String> resourceIds,
    String occasion) {
  public BookingMessage {
    resourceIds = List.copyOf(resourceIds);
  }

  /** The message that the client is to get because of an event, if any. */
  public static Optional<BookingMessage> about(BookingEvent event) {
    return BookingMessageKind.of(event)
        .map(
            kind ->
                new BookingMessage(
                    new TenantId(event.tenantId()),
                    event.bookingId().value(),
                    kind,
                    event.booking().start(),
                    resourcesOf(event.booking()),
                    String.valueOf(event.version())));
  }

  /** True while the booking begins when the message says, with the resources it says. */
  boolean states(BookingImage booking) {
    return booking.start().equals(start) && resourcesOf(booking).equals(resourceIds);
  }

  /** The ids of a booking's resources, as messages and schedules write them. */
  public static List<String> resourcesOf(BookingImage booking) {
    return booking.resourceIds().stream().map(ResourceId::value).toList();
  }

  /** True while the business still reminds as long before the start as this reminder comes. */
  boolean isWanted(Collection<Integer> reminderMinutesBefore) {
    return reminderMinutesBefore.stream().map(String::valueOf).anyMatch(occasion::equals);
  }

  /** The same for the same message, however often it is asked for. */
  public String id() {
    List<String> parts =
        new ArrayList<>(
            List.of(tenant.value(), bookingId, kind.name(), start.toString(), occasion));
    parts.addAll(resourceIds);
    return Ids.derived(parts);
  }
}
