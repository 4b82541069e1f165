package io.marcado.bookings;

import io.marcado.bookings.scheduling.BookingCreation;
import io.marcado.bookings.scheduling.HoldBooking;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code POST /bookings}: a client books for itself, staff for a client. */
public final class CreateBookingHandler extends TenantEndpoint<BookingBody.Asked, BookingView> {
  @Inject BookingCreation creation;
  @Inject HoldBooking holds;

  @Override
  protected Access access() {
    return Access.may(Permission.BOOKINGS_OWN, Permission.BOOKINGS_WRITE);
  }

  @Override
  protected BookingBody.Asked read(RequestReader request) {
    return BookingBody.read(request);
  }

  @Override
  protected Answer<BookingView> answer(Call call, BookingBody.Asked asked) {
    return BookingView.created(
        switch (asked) {
          case BookingBody.Asked.ForTime(var request) ->
              creation.book(call.actor(), request, call.now());
          case BookingBody.Asked.ForSession(var request) ->
              creation.book(call.actor(), request, call.now());
          case BookingBody.Asked.ForHold(var request) ->
              holds.book(call.actor(), request, call.now());
        },
        call);
  }
}
