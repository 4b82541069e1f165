package io.marcado.bookings.published;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A booking with its names and the texts that people wrote into it.
 *
 * @param serviceName as of the time of booking; empty if that was not kept
 * @param resourceNames likewise, in the order of the booking's resources
 * @param customFields free fields by name: texts, numbers and flags
 * @param named who comes, and the client as the booking named it
 * @param attendees who sits on its seats of a class, as far as it was said
 * @param reason why it was cancelled or rejected
 */
public record ClientBooking(
    BookingImage booking,
    Optional<String> serviceName,
    List<String> resourceNames,
    Optional<String> notes,
    Map<String, Object> customFields,
    NamedPeople named,
    List<Attendee> attendees,
    Optional<String> reason) {
  public ClientBooking {
    resourceNames = List.copyOf(resourceNames);
    attendees = List.copyOf(attendees);
    customFields = Collections.unmodifiableMap(new LinkedHashMap<>(customFields));
  }

  /** Hides these texts. */
  @Override
  public String toString() {
    return "ClientBooking " + booking.bookingId();
  }
}
