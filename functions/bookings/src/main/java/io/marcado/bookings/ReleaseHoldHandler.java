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

/** {@code DELETE /holds/{holdId}}: gives the time back. Repeating it changes nothing. */
public final class ReleaseHoldHandler extends TenantEndpoint<BookingId, Void> {
  @Inject Holds holds;

  @Override
  protected Access access() {
    return Access.may(Permission.BOOKINGS_OWN, Permission.BOOKINGS_WRITE).orGuest();
  }

  @Override
  protected BookingId read(RequestReader request) {
    return new BookingId(request.path("holdId"));
  }

  @Override
  protected Answer<Void> answer(Call call, BookingId holdId) {
    BookingProblems.orThrow(holds.release(call.actor(), holdId, call.now()));
    return Answer.noContent();
  }
}
