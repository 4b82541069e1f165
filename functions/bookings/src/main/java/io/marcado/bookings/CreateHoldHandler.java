package io.marcado.bookings;

import io.marcado.bookings.scheduling.BookingCreation;
import io.marcado.bookings.scheduling.BookingRequest;
import io.marcado.domain.Actor;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code POST /holds}: holds a time for a while, for whoever may book it. */
public final class CreateHoldHandler extends TenantEndpoint<BookingRequest, HoldView> {
  @Inject BookingCreation creation;

  @Override
  protected Access access() {
    return Access.anyone();
  }

  @Override
  protected BookingRequest read(RequestReader request) {
    return BookingBody.readHold(request);
  }

  @Override
  protected Answer<HoldView> answer(Call call, BookingRequest request) {
    // Who manages a booking by its token holds another time as a visitor.
    Actor actor =
        call.actor() instanceof Actor.Guest guest
            ? new Actor.Visitor(guest.tenant(), guest.sourceAddress())
            : call.actor();
    return HoldView.created(creation.hold(actor, request, call.now()));
  }
}
