package io.marcado.bookings;

import io.marcado.bookings.scheduling.BookingCodes;
import io.marcado.domain.Actor;
import io.marcado.domain.PhoneNumber;
import io.marcado.identity.published.BookingProofs;
import io.marcado.identity.published.RequestedCode;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code POST /public/bookings/codes}: a code by which a visitor proves the phone of a booking. */
public final class RequestBookingCodeHandler
    extends TenantEndpoint<RequestBookingCodeHandler.Input, RequestedCode> {
  @Inject BookingCodes codes;
  @Inject BookingProofs proofs;

  record Input(PhoneNumber phone) {}

  @Override
  protected Access access() {
    return Access.open();
  }

  @Override
  protected Input read(RequestReader request) {
    return request.body(body -> new Input(body.required("phone", proofs.phone())));
  }

  @Override
  protected Answer<RequestedCode> answer(Call call, Input input) {
    Actor.Visitor visitor = new Actor.Visitor(call.tenant(), call.sourceAddress());
    return Answer.accepted(BookingProblems.orThrow(codes.ask(visitor, input.phone(), call.now())));
  }
}
