package io.marcado.bookings;

import io.marcado.bookings.scheduling.BookingRequest;
import io.marcado.domain.PersonId;
import io.marcado.identity.published.PhoneProof;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.json.Readers;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Request bodies for a new booking, with their Idempotency-Key. */
final class BookingBody {
  private BookingBody() {}

  /** The body of {@code POST /bookings}. */
  static BookingRequest read(RequestReader request) {
    Optional<String> key = request.idempotencyKey();
    return request.body(
        body ->
            new BookingRequest(
                BookingFields.slot(body),
                body.nullable("clientId", Readers.id(PersonId::new)),
                body.optional("client", BookingFields.clientOrWalkIn()),
                body.nullable("attendee", BookingFields.attendee()),
                body.nullable("notes", BookingFields.note()),
                BookingFields.customFields(body),
                BookingFields.ignoredRules(body),
                key));
  }

  /** The body of {@code POST /public/bookings}. */
  static BookingRequest readPublic(RequestReader request) {
    Optional<String> key = request.idempotencyKey();
    return request.body(
        body ->
            new BookingRequest(
                BookingFields.slot(body),
                Optional.empty(),
                // It is null together with a fault of its own.
                Optional.ofNullable(body.required("client", BookingFields.client())),
                body.nullable("attendee", BookingFields.attendee()),
                body.nullable("notes", BookingFields.note()),
                Map.of(),
                Set.of(),
                key,
                body.optional("phoneProof", PhoneProof.reader())));
  }
}
