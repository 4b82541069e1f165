package io.marcado.bookings;

import io.marcado.bookings.scheduling.BookingUpdates;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/**
 * {@code POST /bookings/{bookingId}/cancel}: clients within the cancellation window, staff always.
 */
public final class CancelBookingHandler extends TenantEndpoint<ActionRequest, BookingView> {
  @Inject BookingUpdates updates;

  @Override
  protected Access access() {
    return Access.may(Permission.BOOKINGS_OWN, Permission.BOOKINGS_WRITE).orGuest();
  }

  @Override
  protected ActionRequest read(RequestReader request) {
    return ActionRequest.readWithReason(request);
  }

  @Override
  protected Answer<BookingView> answer(Call call, ActionRequest action) {
    return BookingView.ok(
        updates.cancel(
            call.actor(), action.bookingId(), action.version(), action.reason(), call.now()),
        call);
  }
}
