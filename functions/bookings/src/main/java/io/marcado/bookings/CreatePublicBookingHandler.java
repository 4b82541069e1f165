package io.marcado.bookings;

import io.marcado.bookings.scheduling.BookingCreation;
import io.marcado.bookings.scheduling.HoldBooking;
import io.marcado.domain.Actor;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/**
 * {@code POST /public/bookings}: books without a login. It ignores a token: every caller is a
 * visitor here.
 */
public final class CreatePublicBookingHandler
    extends TenantEndpoint<BookingBody.Asked, BookingView> {
  @Inject BookingCreation creation;
  @Inject HoldBooking holds;

  @Override
  protected Access access() {
    return Access.anyone();
  }

  @Override
  protected BookingBody.Asked read(RequestReader request) {
    return BookingBody.readPublic(request);
  }

  @Override
  protected Answer<BookingView> answer(Call call, BookingBody.Asked asked) {
    Actor visitor = new Actor.Visitor(call.tenant(), call.sourceAddress());
    return BookingView.created(
        switch (asked) {
          case BookingBody.Asked.ForTime(var request) ->
              creation.book(visitor, request, call.now());
          case BookingBody.Asked.ForSession(var request) ->
              creation.book(visitor, request, call.now());
          case BookingBody.Asked.ForHold(var request) -> holds.book(visitor, request, call.now());
        },
        call);
  }
}
