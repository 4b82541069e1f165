package io.marcado.bookings;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.ClassPlace.Arrival;
import io.marcado.bookings.lifecycle.ClassPlace.Seat;
import io.marcado.bookings.scheduling.BookingQueries;
import io.marcado.bookings.scheduling.Rosters;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /sessions/{sessionId}/roster}: who comes to a session, and who has come. */
public final class GetRosterHandler
    extends TenantEndpoint<ClassSessionId, GetRosterHandler.RosterView> {
  @Inject Rosters rosters;

  /** The bookings of a session. */
  record RosterView(List<LineView> items) {}

  /** One booking with its seats. */
  record LineView(BookingView booking, List<SeatView> seats) {}

  /**
   * One seat.
   *
   * @param seat its number in the booking, from 1
   * @param name of who sits there; null if it was not said
   * @param at when it was noted; null while nothing is
   */
  record SeatView(int seat, @Nullable String name, Arrival arrival, @Nullable String at) {
    static List<SeatView> of(Booking booking) {
      List<Seat> seats = booking.classPlace().map(place -> place.seats()).orElse(List.of());
      List<SeatView> views = new ArrayList<>();
      for (int i = 0; i < seats.size(); i++) {
        Seat seat = seats.get(i);
        views.add(
            new SeatView(
                i + 1,
                seat.attendee().map(who -> who.name()).orElse(null),
                seat.arrival(),
                seat.at().map(String::valueOf).orElse(null)));
      }
      return views;
    }

    /** Hides who it is. */
    @Override
    public String toString() {
      return "SeatView " + seat;
    }
  }

  @Override
  protected Access access() {
    return Access.may(Permission.BOOKINGS_READ);
  }

  @Override
  protected ClassSessionId read(RequestReader request) {
    return new ClassSessionId(request.path("sessionId"));
  }

  @Override
  protected Answer<RosterView> answer(Call call, ClassSessionId sessionId) {
    BookingQueries.Bookings found =
        ClassProblems.orThrow(rosters.of(call.actor(), sessionId, call.now()));
    return Answer.ok(
        new RosterView(
            AnswerSize.bounded(
                found.bookings().stream()
                    .map(
                        booking ->
                            new LineView(
                                BookingView.of(booking, found, call, found.settings().timeline()),
                                SeatView.of(booking)))
                    .toList(),
                AnswerSize::bytes)));
  }
}
