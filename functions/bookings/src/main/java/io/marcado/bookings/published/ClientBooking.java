package io.marcado.bookings.published;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A booking with the texts that people wrote into it.
 *
 * @param customFields free fields by name: texts, numbers and flags
 * @param named who comes, and the client as the booking named it
 * @param reason why it was cancelled or rejected
 */
public record ClientBooking(
    BookingImage booking,
    Optional<String> notes,
    Map<String, Object> customFields,
    NamedPeople named,
    Optional<String> reason) {
  public ClientBooking {
    customFields = Collections.unmodifiableMap(new LinkedHashMap<>(customFields));
  }

  /** Hides these texts. */
  @Override
  public String toString() {
    return "ClientBooking " + booking.bookingId();
  }
}
