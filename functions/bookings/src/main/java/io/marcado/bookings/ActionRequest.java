package io.marcado.bookings;

import io.marcado.domain.BookingId;
import io.marcado.platform.http.RequestReader;
import java.util.Optional;

/**
 * A request to change a booking's status.
 *
 * @param version from If-Match; empty for any version
 * @param reason the reason; empty for actions without one
 */
record ActionRequest(BookingId bookingId, Optional<Long> version, Optional<String> reason) {

  /** For an action that takes no body, or an empty object. */
  static ActionRequest read(RequestReader request) {
    return new ActionRequest(
        new BookingId(request.path("bookingId")),
        request.ifMatch(),
        request.optionalBody(_ -> Optional.empty()));
  }

  /** For an action whose body may give a reason. */
  static ActionRequest readWithReason(RequestReader request) {
    return new ActionRequest(
        new BookingId(request.path("bookingId")),
        request.ifMatch(),
        request.optionalBody(body -> body.nullable("reason", BookingFields.note())));
  }
}
