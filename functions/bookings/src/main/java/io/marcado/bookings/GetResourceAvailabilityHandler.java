package io.marcado.bookings;

import io.marcado.bookings.scheduling.AvailabilityQueries;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Query;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Readers;
import jakarta.inject.Inject;

/** {@code GET /resources/{resourceId}/availability}: when a resource can do a service. */
public final class GetResourceAvailabilityHandler
    extends TenantEndpoint<GetResourceAvailabilityHandler.Input, AvailabilityView> {
  @Inject AvailabilityQueries availability;

  /** The resource and the wanted times. */
  record Input(ResourceId resourceId, AvailabilityInput times) {}

  @Override
  protected Access access() {
    return Access.anyone();
  }

  @Override
  protected Input read(RequestReader request) {
    Query query = request.query();
    return new Input(
        new ResourceId(request.path("resourceId")),
        AvailabilityInput.read(query.required("serviceId", Readers.id(ServiceId::new)), query));
  }

  @Override
  protected Answer<AvailabilityView> answer(Call call, Input input) {
    return Answer.revalidated(
        AvailabilityView.of(availability.ofResource(input.resourceId(), input.times().by(call))));
  }
}
