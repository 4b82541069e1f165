package io.marcado.bookings;

import io.marcado.bookings.scheduling.BookingCreation;
import io.marcado.bookings.scheduling.HoldBooking;
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

/**
 * {@code POST /public/bookings}: books without a login. It ignores a token: every caller is a
 * visitor here.
 */
public final class CreatePublicBookingHandler
    extends TenantEndpoint<BookingBody.Read<BookingBody.Asked>, BookingView> {
  @Inject BookingCreation creation;
  @Inject RequestFaults faults;
  @Inject HoldBooking holds;

  @Override
  protected Access access() {
    return Access.anyone();
  }

  @Override
  protected BookingBody.Read<BookingBody.Asked> read(RequestReader request) {
    return BookingBody.readPublic(request);
  }

  @Override
  protected List<Fault> faults(Call call, BookingBody.Read<BookingBody.Asked> request) {
    return BookingProblems.all(
        faults.ofBooking(visitor(call), request.mentioned().get(), call.now()));
  }

  @Override
  protected Answer<BookingView> answer(Call call, BookingBody.Read<BookingBody.Asked> request) {
    Actor visitor = visitor(call);
    return BookingView.created(
        switch (request.asked()) {
          case BookingBody.Asked.ForTime(var asked) -> creation.book(visitor, asked, call.now());
          case BookingBody.Asked.ForSession(var asked) -> creation.book(visitor, asked, call.now());
          case BookingBody.Asked.ForHold(var asked) -> holds.book(visitor, asked, call.now());
        },
        call);
  }

  private static Actor visitor(Call call) {
    return new Actor.Visitor(call.tenant(), call.sourceAddress());
  }
}
