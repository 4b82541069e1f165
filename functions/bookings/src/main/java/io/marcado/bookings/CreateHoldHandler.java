package io.marcado.bookings;

import io.marcado.bookings.scheduling.BookingCreation;
import io.marcado.bookings.scheduling.RequestFaults;
import io.marcado.domain.Actor;
import io.marcado.domain.Fault;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;
import java.util.List;

/** {@code POST /holds}: holds a time, or seats of a session, for a caller who may book them. */
public final class CreateHoldHandler
    extends TenantEndpoint<BookingBody.Read<BookingBody.AskedHold>, HoldView> {
  @Inject BookingCreation creation;
  @Inject RequestFaults faults;

  @Override
  protected Access access() {
    return Access.anyone();
  }

  @Override
  protected BookingBody.Read<BookingBody.AskedHold> read(RequestReader request) {
    return BookingBody.readHold(request);
  }

  @Override
  protected List<Fault> faults(Call call, BookingBody.Read<BookingBody.AskedHold> request) {
    return BookingProblems.all(faults.ofHold(actor(call), request.mentioned().get(), call.now()));
  }

  @Override
  protected Answer<HoldView> answer(Call call, BookingBody.Read<BookingBody.AskedHold> request) {
    Actor actor = actor(call);
    return HoldView.created(
        switch (request.asked()) {
          case BookingBody.Asked.ForTime(var asked) -> creation.hold(actor, asked, call.now());
          case BookingBody.Asked.ForSession(var asked) -> creation.hold(actor, asked, call.now());
        });
  }

  // Who manages a booking by its token holds another time as a visitor.
  private static Actor actor(Call call) {
    return call.actor() instanceof Actor.Guest guest
        ? new Actor.Visitor(guest.tenant(), guest.sourceAddress())
        : call.actor();
  }
}
