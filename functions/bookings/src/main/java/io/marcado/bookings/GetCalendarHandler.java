package io.marcado.bookings;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.scheduling.BookingQueries;
import io.marcado.bookings.scheduling.BusyTimes;
import io.marcado.bookings.scheduling.LocalDates;
import io.marcado.domain.Permission;
import io.marcado.domain.ResourceId;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Readers;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** {@code GET /calendar}: bookings with their clients for staff, busy times for clients. */
public final class GetCalendarHandler
    extends TenantEndpoint<GetCalendarHandler.Input, GetCalendarHandler.CalendarView> {
  @Inject BookingQueries queries;
  @Inject BusyTimes busyTimes;

  /** What is asked for. */
  record Input(LocalDates dates, Optional<ResourceId> resourceId) {}

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
  protected Input read(RequestReader request) {
    return new Input(
        Dates.required(request.query()),
        request.query().optional("resourceId", Readers.id(ResourceId::new)));
  }

  @Override
  protected Answer<CalendarView> answer(Call call, Input input) {
    return Answer.ok(
        new CalendarView(
            call.may(Permission.BOOKINGS_READ) ? bookings(call, input) : busy(call, input)));
  }

  private List<BookingView> bookings(Call call, Input input) {
    BookingQueries.Bookings found =
        queries
            .booked(call.actor(), input.dates(), input.resourceId())
            .orElseThrow(BookingProblems::tooMuch);
    return AnswerSize.bounded(
        found.bookings().stream()
            .map(booking -> BookingView.of(booking, found.settings(), call, client(found, booking)))
            .toList(),
        AnswerSize::bytes);
  }

  private static BookingView.Client client(BookingQueries.Bookings found, Booking booking) {
    return Optional.ofNullable(found.clients().get(booking.clientId()))
        .map(person -> BookingView.Client.of(person, booking.named()))
        .orElseGet(() -> BookingView.Client.erased(booking.clientId()));
  }

  private List<BusyView> busy(Call call, Input input) {
    return AnswerSize.bounded(
        busyTimes.taken(call.tenant(), input.dates(), input.resourceId()).stream()
            .map(BusyView::of)
            .toList(),
        AnswerSize::bytes);
  }
}
