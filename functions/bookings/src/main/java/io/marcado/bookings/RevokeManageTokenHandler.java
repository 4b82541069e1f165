package io.marcado.bookings;

import io.marcado.bookings.scheduling.BookingUpdates;
import io.marcado.domain.BookingId;
import io.marcado.domain.Permission;
import io.marcado.domain.Result;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * {@code DELETE /bookings/{bookingId}/manage-token}: from then on nobody manages the booking by a
 * token. Repeating it changes nothing.
 */
public final class RevokeManageTokenHandler extends TenantEndpoint<BookingId, Void> {
  @Inject BookingUpdates updates;

  @Override
  protected Access access() {
    return Access.may(Permission.BOOKINGS_WRITE);
  }

  @Override
  protected BookingId read(RequestReader request) {
    return new BookingId(request.path("bookingId"));
  }

  @Override
  protected Answer<Void> answer(Call call, BookingId bookingId) {
    BookingProblems.orThrow(
        updates.change(
            call.actor(),
            bookingId,
            Optional.empty(),
            present -> Result.done(present.withoutManageToken()),
            call.now()));
    return Answer.noContent();
  }
}
