package io.marcado.bookings;

import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.scheduling.BookingQueries;
import io.marcado.domain.Permission;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.SeriesId;
import io.marcado.domain.ServiceId;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.ItemList;
import io.marcado.platform.http.Query;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Readers;
import io.marcado.platform.paging.Page;
import io.marcado.platform.paging.PageRequest;
import jakarta.inject.Inject;
import java.util.List;

/** {@code GET /bookings}: a page of bookings by start; clients find only their own. */
public final class ListBookingsHandler
    extends TenantEndpoint<ListBookingsHandler.Input, ItemList<BookingView>> {
  @Inject BookingQueries queries;

  /** The filters and the page. */
  record Input(BookingQueries.Filter filter, PageRequest page) {}

  @Override
  protected Access access() {
    return Access.may(Permission.BOOKINGS_OWN, Permission.BOOKINGS_READ);
  }

  @Override
  protected Input read(RequestReader request) {
    Query query = request.query();
    return new Input(
        new BookingQueries.Filter(
            Dates.optional(query),
            query.optional("status", Readers.oneOf(BookingStatus.class)),
            query.optional("resourceId", Readers.id(ResourceId::new)),
            query.optional("serviceId", Readers.id(ServiceId::new)),
            query.optional("clientId", Readers.id(PersonId::new)),
            query.optional("seriesId", Readers.id(SeriesId::new)),
            query.optional("confirmed", Readers.choice(List.of(true, false), String::valueOf))),
        query.page());
  }

  @Override
  protected Answer<ItemList<BookingView>> answer(Call call, Input input) {
    BookingQueries.Bookings found =
        BookingProblems.orThrow(
            queries.page(call.actor(), input.filter(), input.page(), call.now()));
    return Answer.ok(
        ItemList.of(
            call,
            new Page<>(found.bookings(), found.next()),
            booking -> BookingView.of(booking, found, call, found.settings().timeline())));
  }
}
