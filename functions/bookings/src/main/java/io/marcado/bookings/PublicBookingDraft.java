package io.marcado.bookings;

import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.scheduling.BookingRequest;
import io.marcado.bookings.scheduling.SlotRequest;
import io.marcado.bookings.scheduling.Whom;
import io.marcado.identity.published.ClientRecords.ClientDraft;
import io.marcado.platform.http.RequestReader;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The body of {@code POST /public/bookings}, and its key. */
record PublicBookingDraft(
    SlotRequest slot, ClientDraft client, Optional<String> notes, Optional<String> idempotencyKey) {

  static PublicBookingDraft read(RequestReader request) {
    Optional<String> key = request.idempotencyKey();
    return request.body(
        body ->
            new PublicBookingDraft(
                BookingFields.slot(body),
                body.required("client", BookingFields.client()),
                body.optional("notes", BookingFields.note()),
                key));
  }

  BookingRequest request() {
    return new BookingRequest(
        BookingSource.PUBLIC,
        new Whom.ByPhone(client),
        slot,
        notes,
        Map.of(),
        Set.of(),
        idempotencyKey);
  }
}
