package io.marcado.bookings;

import io.marcado.bookings.scheduling.AvailabilityQueries;
import io.marcado.bookings.scheduling.AvailabilityQuestion;
import io.marcado.bookings.scheduling.LocalDates;
import io.marcado.domain.BookingId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.time.Zone;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Readers;
import jakarta.inject.Inject;
import java.util.Optional;

/** {@code GET /services/{serviceId}/availability}: when any resource can do a service. */
public final class GetServiceAvailabilityHandler
    extends TenantEndpoint<GetServiceAvailabilityHandler.Input, AvailabilityView> {
  @Inject AvailabilityQueries availability;

  /** What is asked for. */
  record Input(
      ServiceId serviceId, LocalDates dates, Optional<Zone> zone, Optional<BookingId> bookingId) {}

  @Override
  protected Access access() {
    return Access.anyone();
  }

  @Override
  protected Input read(RequestReader request) {
    return new Input(
        new ServiceId(request.path("serviceId")),
        Dates.required(request.query()),
        request.query().optional("timeZone", Readers.zone()),
        request.query().optional("bookingId", Readers.id(BookingId::new)));
  }

  @Override
  protected Answer<AvailabilityView> answer(Call call, Input input) {
    return Answer.ok(
        AvailabilityView.of(
            availability.ofService(
                new AvailabilityQuestion(
                    call.actor(),
                    input.serviceId(),
                    input.dates(),
                    input.zone(),
                    input.bookingId(),
                    call.now()))));
  }
}
