package io.marcado.platform.bookings;

import io.marcado.domain.Actor;
import io.marcado.domain.BookingId;
import io.marcado.domain.Permission;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;
import io.marcado.platform.http.Query;
import io.marcado.platform.json.Readers;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Upcoming bookings that a change would leave without their service, their resource or opening
 * hours.
 *
 * @param count of all of them
 * @param first the first {@value #FIRST} of them by start, each once and with the first time that
 *     would be outside; none for callers who may not read bookings
 * @param timeline local time of the business
 */
public record BookingsOutside(int count, List<UpcomingBooking> first, LocalTimeline timeline) {
  /** Most bookings in the answer. */
  public static final int FIRST = 20;

  public BookingsOutside {
    first = List.copyOf(first);
  }

  /** A booking in the problem. */
  record View(
      String bookingId,
      String status,
      String serviceId,
      List<String> resourceIds,
      String start,
      String end) {
    static View of(UpcomingBooking booking, LocalTimeline timeline) {
      return new View(
          booking.bookingId().value(),
          booking.status(),
          booking.serviceId().value(),
          booking.resourceIds().stream().map(Object::toString).toList(),
          timeline.format(booking.time().start()),
          timeline.format(booking.time().end()));
    }
  }

  static BookingsOutside of(Actor actor, List<UpcomingBooking> times, LocalTimeline timeline) {
    Map<BookingId, UpcomingBooking> outside = new LinkedHashMap<>();
    times.stream()
        .sorted(Comparator.comparing(booking -> booking.time().start()))
        .forEach(booking -> outside.putIfAbsent(booking.bookingId(), booking));
    return new BookingsOutside(
        outside.size(),
        actor.may(Permission.BOOKINGS_READ)
            ? outside.values().stream().limit(FIRST).toList()
            : List.of(),
        timeline);
  }

  /** True when the request says {@code bookings=keep}: the bookings stand as they are. */
  public static boolean kept(Query query) {
    return query.optional("bookings", Readers.choice(List.of("keep"), word -> word)).isPresent();
  }

  /** 409 with the count and the first of them. */
  public Problem problem() {
    return new Problem(
            CommonProblem.BOOKINGS_OUTSIDE,
            "Nothing was changed: %d upcoming bookings would stand outside. Move or cancel them, or send bookings=keep."
                .formatted(count))
        .with("count", count)
        .with("bookings", first.stream().map(one -> View.of(one, timeline)).toList());
  }
}
