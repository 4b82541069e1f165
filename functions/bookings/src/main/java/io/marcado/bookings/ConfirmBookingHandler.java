package io.marcado.bookings;

import io.marcado.bookings.scheduling.BookingUpdates;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code POST /bookings/{bookingId}/confirm}: a pending booking is on; also a correction. */
public final class ConfirmBookingHandler extends TenantEndpoint<ActionRequest, BookingView> {
  @Inject BookingUpdates updates;

  @Override
  protected Access access() {
    return Access.may(Permission.BOOKINGS_WRITE);
  }

  @Override
  protected ActionRequest read(RequestReader request) {
    return ActionRequest.read(request);
  }

  @Override
  protected Answer<BookingView> answer(Call call, ActionRequest action) {
    return BookingView.ok(
        updates.confirm(call.actor(), action.bookingId(), action.version(), call.now()), call);
  }
}
