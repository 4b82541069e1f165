package io.marcado.bookings;

import io.marcado.bookings.scheduling.Holds;
import io.marcado.domain.BookingId;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code POST /holds/{holdId}/extend}: holds the time for once more as long. */
public final class ExtendHoldHandler extends TenantEndpoint<BookingId, HoldView> {
  @Inject Holds holds;

  @Override
  protected Access access() {
    return Access.may(Permission.BOOKINGS_OWN, Permission.BOOKINGS_WRITE).orGuest();
  }

  @Override
  protected BookingId read(RequestReader request) {
    return request.optionalBody(_ -> new BookingId(request.path("holdId")));
  }

  @Override
  protected Answer<HoldView> answer(Call call, BookingId holdId) {
    return Answer.ok(
        HoldView.of(BookingProblems.orThrow(holds.extend(call.actor(), holdId, call.now()))));
  }
}
