package io.marcado.bookings.store;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.domain.BookingId;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.Interval;
import io.marcado.platform.paging.Page;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the bookings of a session, through the index of all bookings by start: those of a session
 * start when it does. The index is eventually consistent.
 */
@Singleton
public final class SessionBookings {
  private static final int PAGE = 500;

  private final BookingIndex index;
  private final KeptTimes keptTimes;

  public SessionBookings(BookingIndex index, KeptTimes keptTimes) {
    this.index = index;
    this.keptTimes = keptTimes;
  }

  /**
   * The bookings that have seats of a session, or keep some while a move waits, whatever their
   * status.
   *
   * @param starts when they may start
   * @param now each booking is shown as it is at this moment
   */
  public List<Booking> of(
      TenantId tenant, ClassSessionId sessionId, Collection<Instant> starts, Instant now) {
    Map<BookingId, Booking> found = new LinkedHashMap<>();
    for (Instant start : starts) {
      Optional<String> next = Optional.empty();
      do {
        Page<Booking> page =
            index.page(
                tenant,
                new BookingIndex.Filter(
                    Optional.empty(),
                    Optional.of(start),
                    Optional.of(start.plusSeconds(1)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()),
                PAGE,
                next,
                now);
        add(found, page.items(), sessionId);
        next = page.next();
      } while (next.isPresent());
      add(
          found,
          keptTimes.within(tenant, new Interval(start, start.plusSeconds(60)), now),
          sessionId);
    }
    return List.copyOf(found.values());
  }

  private static void add(
      Map<BookingId, Booking> found, List<Booking> bookings, ClassSessionId sessionId) {
    bookings.stream()
        .filter(booking -> booking.isOfSession(sessionId))
        .forEach(booking -> found.put(booking.id(), booking));
  }
}
