package io.marcado.bookings;

import io.marcado.bookings.scheduling.AvailabilityQueries;
import io.marcado.domain.ServiceId;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code GET /services/{serviceId}/availability}: when any resource can do a service. */
public final class GetServiceAvailabilityHandler
    extends TenantEndpoint<AvailabilityInput, AvailabilityView> {
  @Inject AvailabilityQueries availability;

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
    return Answer.revalidated(AvailabilityView.of(availability.ofService(input.by(call))));
  }
}
