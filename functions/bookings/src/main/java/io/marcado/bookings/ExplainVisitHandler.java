package io.marcado.bookings;

import io.marcado.bookings.scheduling.ExplainQuestion;
import io.marcado.bookings.scheduling.Explanations;
import io.marcado.bookings.scheduling.SlotRequest;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Shape;
import jakarta.inject.Inject;
import java.util.Optional;

/** {@code POST /availability/visits/explain}: why a visit can be booked at a time or not. */
public final class ExplainVisitHandler extends TenantEndpoint<SlotRequest, VisitExplanationView> {
  private static final Shape<SlotRequest> INPUT = Shape.of(VisitFields::slot);

  @Inject Explanations explanations;

  @Override
  protected Access access() {
    return Access.anyone();
  }

  @Override
  protected SlotRequest read(RequestReader request) {
    return request.body(INPUT);
  }

  @Override
  protected Answer<VisitExplanationView> answer(Call call, SlotRequest slot) {
    return Answer.ok(
        VisitExplanationView.of(
            explanations
                .explainVisit(new ExplainQuestion(call.actor(), slot, Optional.empty(), call.now()))
                .orElseThrow(BookingProblems::of)));
  }
}
