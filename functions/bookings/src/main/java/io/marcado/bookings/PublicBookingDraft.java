package io.marcado.bookings;

import io.marcado.bookings.desk.BookingRequest;
import io.marcado.bookings.desk.Whom;
import io.marcado.bookings.published.BookingSource;
import io.marcado.domain.catalog.BookableService;
import io.marcado.identity.published.ClientRecords.ClientDraft;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.json.Readers;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The body of {@code POST /public/bookings}, and its key. */
record PublicBookingDraft(
    String serviceId,
    Optional<String> resourceId,
    Instant start,
    Optional<Integer> durationMinutes,
    ClientDraft client,
    Optional<String> notes,
    Optional<String> idempotencyKey) {

  static PublicBookingDraft read(RequestReader request) {
    Optional<String> key = request.idempotencyKey();
    return request.body(
        body ->
            new PublicBookingDraft(
                body.required("serviceId", Readers.id()),
                body.optional("resourceId", Readers.id()),
                body.required("start", Readers.instant()),
                body.optional(
                    "durationMinutes",
                    Readers.gridMinutes(
                        BookableService.MINIMUM_DURATION, BookableService.MAXIMUM_DURATION)),
                body.required("client", BookingFields.client()),
                body.optional("notes", BookingFields.note()),
                key));
  }

  BookingRequest request() {
    return new BookingRequest(
        BookingSource.PUBLIC,
        new Whom.ByPhone(client),
        serviceId,
        resourceId,
        start,
        durationMinutes,
        notes,
        Map.of(),
        Set.of(),
        idempotencyKey);
  }
}
