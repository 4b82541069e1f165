package io.marcado.bookings;

import io.marcado.bookings.blocks.BlockQueries;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.scheduling.BookingQueries;
import io.marcado.bookings.scheduling.BusyTimes;
import io.marcado.bookings.scheduling.CalendarFilter;
import io.marcado.bookings.scheduling.ShownClients;
import io.marcado.domain.Permission;
import io.marcado.domain.ResourceId;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Query;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Readers;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;

/** {@code GET /calendar}: bookings and blocks for staff, busy times for clients. */
public final class GetCalendarHandler
    extends TenantEndpoint<CalendarFilter, GetCalendarHandler.CalendarView> {
  @Inject BookingQueries queries;
  @Inject BusyTimes busyTimes;
  @Inject BlockQueries blocks;

  /**
   * Bookings and blocks, or busy times, by start.
   *
   * @param timeZone in whose local times they are told
   */
  record CalendarView(String timeZone, List<?> items) {}

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
        ShownClients.areFor(call.actor()) ? bookings(call, filter) : busy(call, filter));
  }

  private CalendarView bookings(Call call, CalendarFilter filter) {
    Diary diary = Diary.of(call, filter, queries, blocks);
    return of(diary.timeline(), diary.entries().stream());
  }

  private CalendarView busy(Call call, CalendarFilter filter) {
    BusyTimes.Taken taken =
        busyTimes.taken(call.tenant(), filter).orElseThrow(BookingProblems::tooManyResources);
    return of(
        taken.timeline(),
        taken.times().stream()
            .map(busy -> BusyView.of(busy.resourceId(), busy.time(), taken.timeline(), null)));
  }

  private static CalendarView of(LocalTimeline timeline, Stream<?> views) {
    return new CalendarView(
        timeline.zone().id(), AnswerSize.bounded(views.toList(), AnswerSize::bytes));
  }
}
