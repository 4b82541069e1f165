package io.marcado.bookings;

import io.marcado.bookings.lifecycle.MinimumSeats;
import io.marcado.bookings.scheduling.ClassSessions;
import io.marcado.bookings.scheduling.SessionsFilter;
import io.marcado.domain.ResourceId;
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

/** {@code GET /sessions}: a page of the sessions of classes, by start. */
public final class ListClassSessionsHandler
    extends TenantEndpoint<ListClassSessionsHandler.Input, ItemList<SessionView>> {
  @Inject ClassSessions sessions;

  /** The filters and the page. */
  record Input(SessionsFilter filter, PageRequest page) {}

  /** Which of them. */
  enum Shown {
    SCHEDULED,
    ALL
  }

  @Override
  protected Access access() {
    return Access.anyone();
  }

  @Override
  protected Input read(RequestReader request) {
    Query query = request.query();
    return new Input(
        new SessionsFilter(
            Dates.optional(query),
            query.optional("serviceId", Readers.id(ServiceId::new)),
            query.optional("resourceId", Readers.id(ResourceId::new)),
            query.optional("minimumSeatsState", Readers.oneOf(MinimumSeats.State.class)),
            query
                .optional("status", Readers.oneOf(Shown.class))
                .filter(Shown.ALL::equals)
                .isPresent()),
        query.page());
  }

  @Override
  protected Answer<ItemList<SessionView>> answer(Call call, Input input) {
    ClassSessions.Sessions found = sessions.page(call.actor(), input.filter(), input.page());
    return Answer.ok(
        ItemList.of(
            call,
            new Page<>(found.sessions(), found.next()),
            one -> SessionView.of(one, found.timeline())));
  }
}
