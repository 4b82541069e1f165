package io.marcado.bookings;

import io.marcado.bookings.scheduling.AvailabilityQuestion;
import io.marcado.bookings.scheduling.LocalDates;
import io.marcado.domain.BookingId;
import io.marcado.domain.FaultCode;
import io.marcado.domain.ServiceId;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Zone;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Query;
import io.marcado.platform.json.Readers;
import java.util.Optional;

/** What a request for free times asks. */
record AvailabilityInput(
    ServiceId serviceId,
    LocalDates dates,
    Optional<Zone> zone,
    Optional<BookingId> bookingId,
    Optional<Integer> durationMinutes) {

  static AvailabilityInput read(ServiceId serviceId, Query query) {
    return new AvailabilityInput(
        serviceId,
        Dates.required(query),
        query.optional("timeZone", Readers.zone()),
        query.optional("bookingId", Readers.id(BookingId::new)),
        duration(query));
  }

  /** How long a booking shall last; empty for the usual. */
  static Optional<Integer> duration(Query query) {
    String name = "durationMinutes";
    Optional<Integer> minutes =
        query.number(name, BookableService.MINIMUM_DURATION, BookableService.MAXIMUM_DURATION);
    minutes
        .filter(number -> number % Cells.MINUTES != 0)
        .ifPresent(_ -> query.fault(name, FaultCode.OUT_OF_RANGE, "must be a multiple of 5"));
    return minutes;
  }

  AvailabilityQuestion by(Call call) {
    return new AvailabilityQuestion(
        call.actor(), serviceId, dates, zone, bookingId, durationMinutes, call.now());
  }
}
