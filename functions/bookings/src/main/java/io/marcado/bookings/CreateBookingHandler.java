package io.marcado.bookings;

import io.marcado.bookings.scheduling.BookingCreation;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code POST /bookings}: a client books for itself, staff for a client. */
public final class CreateBookingHandler extends TenantEndpoint<BookingDraft, BookingView> {
  @Inject BookingCreation creation;

  @Override
  protected Access access() {
    return Access.may(Permission.BOOKINGS_OWN, Permission.BOOKINGS_WRITE);
  }

  @Override
  protected BookingDraft read(RequestReader request) {
    return BookingDraft.read(request);
  }

  @Override
  protected Answer<BookingView> answer(Call call, BookingDraft draft) {
    return BookingView.created(
        creation.book(call.tenant(), draft.by(call), call.callerId(), call.now()), call);
  }
}
