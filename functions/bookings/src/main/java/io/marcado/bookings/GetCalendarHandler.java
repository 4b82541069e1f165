package io.marcado.bookings;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.scheduling.BookingQueries;
import io.marcado.bookings.scheduling.BusyTimes;
import io.marcado.bookings.scheduling.CalendarFilter;
import io.marcado.bookings.scheduling.ShownClients;
import io.marcado.domain.BookingId;
import io.marcado.domain.Permission;
import io.marcado.domain.ResourceId;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Query;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Readers;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code GET /calendar}: bookings with their clients for staff, busy times for clients. */
public final class GetCalendarHandler
    extends TenantEndpoint<CalendarFilter, GetCalendarHandler.CalendarView> {
  @Inject BookingQueries queries;
  @Inject BusyTimes busyTimes;

  /**
   * Bookings or busy times, by start.
   *
   * @param timeZone in whose local times they are told
   */
  record CalendarView(String timeZone, List<?> items) {}

  /**
   * A busy time without details.
   *
   * @param bookingId for staff only: the booking that keeps this approved time while a move waits
   */
  record BusyView(
      BookingView.Kind kind,
      String start,
      String end,
      ResourceId resourceId,
      boolean available,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BookingId bookingId) {
    static BusyView of(
        ResourceId resourceId,
        Interval time,
        LocalTimeline timeline,
        @Nullable BookingId bookingId) {
      return new BusyView(
          BookingView.Kind.BUSY,
          timeline.format(time.start()),
          timeline.format(time.end()),
          resourceId,
          false,
          bookingId);
    }
  }

  private record Entry(Instant start, Object view) {}

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
    BookingQueries.Bookings found =
        queries.booked(call.actor(), filter, call.now()).orElseThrow(BookingProblems::tooMuch);
    LocalTimeline timeline = filter.timeline(found.settings());
    Stream<Entry> bookings =
        found.bookings().stream()
            .map(
                booking ->
                    new Entry(
                        booking.time().start(), BookingView.of(booking, found, call, timeline)));
    Stream<Entry> kept =
        queries.kept(call.tenant(), filter, call.now()).stream()
            .map(
                one ->
                    new Entry(
                        one.time().start(),
                        BusyView.of(one.resourceId(), one.time(), timeline, one.bookingId())));
    return of(
        timeline,
        Stream.concat(bookings, kept).sorted(Comparator.comparing(Entry::start)).map(Entry::view));
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
