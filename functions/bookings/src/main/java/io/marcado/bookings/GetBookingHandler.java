package io.marcado.bookings;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.scheduling.BookingQueries;
import io.marcado.domain.BookingId;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code GET /bookings/{bookingId}}: one booking; clients and guests find only their own. */
public final class GetBookingHandler extends TenantEndpoint<BookingId, BookingView> {
  @Inject BookingQueries queries;

  @Override
  protected Access access() {
    return Access.may(Permission.BOOKINGS_OWN, Permission.BOOKINGS_READ).orGuest();
  }

  @Override
  protected BookingId read(RequestReader request) {
    return new BookingId(request.path("bookingId"));
  }

  @Override
  protected Answer<BookingView> answer(Call call, BookingId bookingId) {
    BookingQueries.Bookings found =
        BookingProblems.orThrow(queries.get(call.actor(), bookingId, call.now()));
    Booking booking = found.bookings().getFirst();
    return Answer.ok(BookingView.of(booking, found, call, found.settings().timeline()))
        .version(booking.version());
  }
}
