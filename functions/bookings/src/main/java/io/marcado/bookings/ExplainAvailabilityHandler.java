package io.marcado.bookings;

import io.marcado.bookings.scheduling.ExplainQuestion;
import io.marcado.bookings.scheduling.Explanations;
import io.marcado.bookings.scheduling.SlotRequest;
import io.marcado.domain.PersonId;
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
import java.util.Optional;

/** {@code GET /availability/explain}: why a time can be booked or not. */
public final class ExplainAvailabilityHandler
    extends TenantEndpoint<ExplainAvailabilityHandler.Input, ExplanationView> {
  @Inject Explanations explanations;

  /** The slot to explain, and for which client. */
  record Input(SlotRequest slot, Optional<PersonId> clientId) {}

  @Override
  protected Access access() {
    return Access.anyone();
  }

  @Override
  protected Input read(RequestReader request) {
    Query query = request.query();
    return new Input(
        new SlotRequest(
            query.required("serviceId", Readers.id(ServiceId::new)),
            query.optional("resourceId", Readers.id(ResourceId::new)),
            query.required("start", Readers.dateTime()),
            AvailabilityInput.duration(query)),
        query.optional("clientId", Readers.id(PersonId::new)));
  }

  @Override
  protected Answer<ExplanationView> answer(Call call, Input input) {
    return Answer.ok(
        ExplanationView.of(
            BookingProblems.timesOrThrow(
                explanations.explain(
                    new ExplainQuestion(
                        call.actor(), input.slot(), input.clientId(), call.now())))));
  }
}
