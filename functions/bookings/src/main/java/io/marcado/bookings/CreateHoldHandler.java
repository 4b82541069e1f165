package io.marcado.bookings;

import io.marcado.bookings.scheduling.BookingCreation;
import io.marcado.domain.Actor;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code POST /holds}: holds a time, or seats of a session, for whoever may book them. */
public final class CreateHoldHandler extends TenantEndpoint<BookingBody.AskedHold, HoldView> {
  @Inject BookingCreation creation;

  @Override
  protected Access access() {
    return Access.anyone();
  }

  @Override
  protected BookingBody.AskedHold read(RequestReader request) {
    return BookingBody.readHold(request);
  }

  @Override
  protected Answer<HoldView> answer(Call call, BookingBody.AskedHold asked) {
    // Who manages a booking by its token holds another time as a visitor.
    Actor actor =
        call.actor() instanceof Actor.Guest guest
            ? new Actor.Visitor(guest.tenant(), guest.sourceAddress())
            : call.actor();
    return HoldView.created(
        switch (asked) {
          case BookingBody.Asked.ForTime(var request) -> creation.hold(actor, request, call.now());
          case BookingBody.Asked.ForSession(var request) ->
              creation.hold(actor, request, call.now());
        });
  }
}
