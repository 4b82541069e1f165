package io.marcado.bookings;

import io.marcado.bookings.scheduling.AvailabilityQueries;
import io.marcado.bookings.scheduling.AvailabilityRefusal;
import io.marcado.bookings.scheduling.ClassSessions;
import io.marcado.domain.Result;
import io.marcado.domain.ServiceId;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/**
 * {@code GET /services/{serviceId}/availability}: when any resource can do a service, or which
 * sessions of a class have free seats.
 */
public final class GetServiceAvailabilityHandler
    extends TenantEndpoint<AvailabilityInput, AvailabilityView> {
  @Inject AvailabilityQueries availability;
  @Inject ClassSessions sessions;

  @Override
  protected Access access() {
    return Access.anyone();
  }

  @Override
  protected AvailabilityInput read(RequestReader request) {
    return AvailabilityInput.read(new ServiceId(request.path("serviceId")), request.query());
  }

  @Override
  protected Answer<AvailabilityView> answer(Call call, AvailabilityInput input) {
    Result<AvailabilityQueries.Free, AvailabilityRefusal> free =
        availability.ofService(input.by(call));
    // A class has no free times of its own, so only its requests ask twice.
    return Answer.revalidated(
        free.whyRefused()
            .filter(AvailabilityRefusal.Plain.NO_SERVICE::equals)
            .flatMap(_ -> sessions.offered(input.by(call)))
            .map(AvailabilityView::of)
            .orElseGet(() -> AvailabilityView.of(free)));
  }
}
