package io.marcado.bookings;

import io.marcado.bookings.scheduling.BookingCreation;
import io.marcado.bookings.scheduling.HoldBooking;
import io.marcado.bookings.scheduling.RequestFaults;
import io.marcado.domain.Fault;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;
import java.util.List;

/** {@code POST /bookings}: a client books for itself, staff for a client. */
public final class CreateBookingHandler
    extends TenantEndpoint<BookingBody.Read<BookingBody.Asked>, BookingView> {
  @Inject BookingCreation creation;
  @Inject RequestFaults faults;
  @Inject HoldBooking holds;

  @Override
  protected Access access() {
    return Access.may(Permission.BOOKINGS_OWN, Permission.BOOKINGS_WRITE);
  }

  @Override
  protected BookingBody.Read<BookingBody.Asked> read(RequestReader request) {
    return BookingBody.read(request);
  }

  @Override
  protected List<Fault> faults(Call call, BookingBody.Read<BookingBody.Asked> request) {
    return BookingProblems.all(
        faults.ofBooking(call.actor(), request.mentioned().get(), call.now()));
  }

  @Override
  protected Answer<BookingView> answer(Call call, BookingBody.Read<BookingBody.Asked> request) {
    return BookingView.created(
        switch (request.asked()) {
          case BookingBody.Asked.ForTime(var asked) ->
              creation.book(call.actor(), asked, call.now());
          case BookingBody.Asked.ForSession(var asked) ->
              creation.book(call.actor(), asked, call.now());
          case BookingBody.Asked.ForHold(var asked) -> holds.book(call.actor(), asked, call.now());
        },
        call);
  }
}
