package io.marcado.trail.history;

import io.marcado.domain.BookingId;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.ItemList;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.paging.PageRequest;
import io.marcado.trail.TrailProblems;
import jakarta.inject.Inject;

/** {@code GET /bookings/{bookingId}/history}: what became of a booking, in words. */
public final class GetBookingHistoryHandler
    extends TenantEndpoint<GetBookingHistoryHandler.Input, ItemList<HistoryEntry>> {
  @Inject History history;

  record Input(BookingId bookingId, PageRequest page) {}

  @Override
  protected Access access() {
    return Access.may(Permission.BOOKINGS_OWN, Permission.BOOKINGS_READ);
  }

  @Override
  protected Input read(RequestReader request) {
    return new Input(new BookingId(request.path("bookingId")), request.query().page());
  }

  @Override
  protected Answer<ItemList<HistoryEntry>> answer(Call call, Input input) {
    return Answer.ok(
        ItemList.of(
            call,
            history
                .page(call.actor(), input.bookingId(), input.page(), call.now())
                .orElseThrow(() -> TrailProblems.notFound("booking")),
            entry -> entry));
  }
}
