package io.marcado.bookings;

import io.marcado.bookings.blocks.BlockQueries;
import io.marcado.bookings.scheduling.BookingQueries;
import io.marcado.bookings.scheduling.CalendarFilter;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.platform.http.Call;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What staff see of some dates: bookings with their clients, blocks, and the approved times that
 * bookings keep while a move waits.
 *
 * @param timeline in whose local times they are told
 * @param entries by start
 */
record Diary(LocalTimeline timeline, List<?> entries) {

  private record Entry(Instant start, Object view) {}

  static Diary of(Call call, CalendarFilter filter, BookingQueries queries, BlockQueries blocks) {
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
    Stream<Entry> blocked =
        filter.dates().in(timeline).stream()
            .flatMap(
                interval ->
                    blocks.shown(call.actor(), interval, filter.resourceId(), timeline).stream())
            .map(block -> new Entry(block.start(), block.view()));
    return new Diary(
        timeline,
        Stream.of(bookings, kept, blocked)
            .flatMap(entries -> entries)
            .sorted(Comparator.comparing(Entry::start))
            .map(Entry::view)
            .toList());
  }
}
