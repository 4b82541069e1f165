package io.marcado.bookings;

import io.marcado.bookings.scheduling.BookingCreation;
import io.marcado.bookings.scheduling.BookingRequest;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code POST /bookings}: a client books for itself, staff for a client. */
public final class CreateBookingHandler extends TenantEndpoint<BookingRequest, BookingView> {
  @Inject BookingCreation creation;

  @Override
  protected Access access() {
    return Access.may(Permission.BOOKINGS_OWN, Permission.BOOKINGS_WRITE);
  }

  @Override
  protected BookingRequest read(RequestReader request) {
    return BookingBody.read(request);
  }

  @Override
  protected Answer<BookingView> answer(Call call, BookingRequest request) {
    return BookingView.created(creation.book(call.actor(), request, call.now()), call);
  }
}
