package io.marcado.bookings;

import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.scheduling.BookingQueries;
import io.marcado.bookings.scheduling.BusyTimes;
import io.marcado.bookings.scheduling.CalendarFilter;
import io.marcado.domain.Permission;
import io.marcado.domain.ResourceId;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Query;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Readers;
import jakarta.inject.Inject;
import java.util.List;

/** {@code GET /calendar}: bookings with their clients for staff, busy times for clients. */
public final class GetCalendarHandler
    extends TenantEndpoint<CalendarFilter, GetCalendarHandler.CalendarView> {
  @Inject BookingQueries queries;
  @Inject BusyTimes busyTimes;

  /** Bookings or busy times, by start. */
  record CalendarView(List<?> items) {}

  /** A busy time without details. */
  record BusyView(
      BookingView.Kind kind, String start, String end, ResourceId resourceId, boolean available) {
    static BusyView of(BusyTimes.Busy busy) {
      return new BusyView(
          BookingView.Kind.BUSY,
          busy.timeline().format(busy.time().start()),
          busy.timeline().format(busy.time().end()),
          busy.resourceId(),
          false);
    }
  }

  @Override
  protected Access access() {
    return Access.may(Permission.BOOKINGS_OWN, Permission.BOOKINGS_READ);
  }

  @Override
  protected CalendarFilter read(RequestReader request) {
    Query query = request.query();
    return new CalendarFilter(
        Dates.required(query),
        query.optional("resourceId", Readers.id(ResourceId::new)),
        query.optional("status", Readers.oneOf(BookingStatus.class)),
        query.optional("timeZone", Readers.zone()));
  }

  @Override
  protected Answer<CalendarView> answer(Call call, CalendarFilter filter) {
    return Answer.ok(
        new CalendarView(
            BookingQueries.seesClients(call.actor())
                ? bookings(call, filter)
                : busy(call, filter)));
  }

  private List<BookingView> bookings(Call call, CalendarFilter filter) {
    BookingQueries.Bookings found =
        queries.booked(call.actor(), filter, call.now()).orElseThrow(BookingProblems::tooMuch);
    return AnswerSize.bounded(
        found.bookings().stream()
            .map(
                booking ->
                    BookingView.of(
                        booking,
                        found.settings(),
                        call,
                        filter.timeline(found.settings()),
                        BookingView.Client.of(booking, found.client(booking))))
            .toList(),
        AnswerSize::bytes);
  }

  private List<BusyView> busy(Call call, CalendarFilter filter) {
    return AnswerSize.bounded(
        busyTimes.taken(call.tenant(), filter).stream().map(BusyView::of).toList(),
        AnswerSize::bytes);
  }
}
