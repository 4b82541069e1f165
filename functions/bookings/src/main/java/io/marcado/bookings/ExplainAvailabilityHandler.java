package io.marcado.bookings;

import io.marcado.bookings.scheduling.ExplainQuestion;
import io.marcado.bookings.scheduling.Explanations;
import io.marcado.bookings.scheduling.SlotRequest;
import io.marcado.domain.FaultCode;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.time.Cells;
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

  /** What is asked. */
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
            minutes(query)),
        query.optional("clientId", Readers.id(PersonId::new)));
  }

  private static Optional<Integer> minutes(Query query) {
    Optional<Integer> minutes =
        query.number(
            "durationMinutes", BookableService.MINIMUM_DURATION, BookableService.MAXIMUM_DURATION);
    if (minutes.filter(asked -> asked % Cells.MINUTES != 0).isPresent()) {
      query.fault("durationMinutes", FaultCode.OUT_OF_RANGE, "must be a multiple of 5");
    }
    return minutes;
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
