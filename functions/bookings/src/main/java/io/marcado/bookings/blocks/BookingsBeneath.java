package io.marcado.bookings.blocks;

import io.marcado.bookings.ledger.BlockedRows;
import io.marcado.bookings.ledger.BlockedTime;
import io.marcado.bookings.ledger.BlockedTime.Part;
import io.marcado.bookings.ledger.DayRow;
import io.marcado.bookings.ledger.RowNote;
import io.marcado.bookings.ledger.RowNotes;
import io.marcado.bookings.ledger.SessionSeats;
import io.marcado.bookings.ledger.TakenTime;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.store.BookingIndex;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.ClassSessionStore;
import io.marcado.bookings.store.KeptTimes;
import io.marcado.domain.BookingId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Interval;
import io.marcado.platform.table.OptimisticRetry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the bookings that a block would lie over. What day rows say decides; the index, which may
 * lag behind, only says whose the time is. The time of a class is taken by its session, so the
 * bookings of it are found by that.
 */
@Singleton
public final class BookingsBeneath {
  /** Each settles some attempts that were given up. */
  private static final int MOST_TURNS = 10;

  private final BookingIndex index;
  private final KeptTimes kept;
  private final BookingStore bookings;
  private final ClassSessionStore sessions;
  private final BlockedRows rows;
  private final RowNotes notes;

  BookingsBeneath(
      BookingIndex index,
      KeptTimes kept,
      BookingStore bookings,
      ClassSessionStore sessions,
      BlockedRows rows,
      RowNotes notes) {
    this.index = index;
    this.kept = kept;
    this.bookings = bookings;
    this.sessions = sessions;
    this.rows = rows;
    this.notes = notes;
  }

  /**
   * The time that a block is to take anew, from now on: of what is over, and of what it has
   * already, nobody is asked.
   *
   * @param blocked all that it is to have
   * @param ranges those cells of it; none when it takes nothing new
   */
  record New(BlockedTime blocked, List<CellRange> ranges) {
    static New of(BlockedTime blocked, Optional<BlockedTime> before, Instant now) {
      long first = Math.max(blocked.cells().first(), Cells.containing(now));
      List<CellRange> ahead =
          first < blocked.cells().end()
              ? List.of(new CellRange(first, blocked.cells().end()))
              : List.of();
      return new New(
          blocked,
          before
              .map(
                  had ->
                      ahead.stream().flatMap(range -> range.minus(had.cells()).stream()).toList())
              .orElse(ahead));
    }

    boolean meets(TakenTime taken) {
      return blocked.resourceIds().contains(taken.resourceId())
          && ranges.stream()
              .anyMatch(
                  range ->
                      taken.cells().first() < range.end() && range.first() < taken.cells().end());
    }

    /** True when bookings have more than these seats of it in a row. */
    boolean isBooked(DayRow row, Collection<TakenTime> over) {
      long midnight = Cells.firstOf(row.day());
      for (CellRange range : ranges) {
        long end = Math.min(range.end(), midnight + Cells.PER_DAY);
        for (long cell = Math.max(range.first(), midnight); cell < end; cell++) {
          long at = cell;
          int left =
              row.booked((int) (cell - midnight))
                  - over.stream()
                      .filter(taken -> taken.resourceId().equals(row.resourceId()))
                      .filter(taken -> taken.cells().contains(at))
                      .mapToInt(TakenTime::seats)
                      .sum();
          if (left > 0) {
            return true;
          }
        }
      }
      return false;
    }

    private Interval interval() {
      return new CellRange(ranges.getFirst().first(), ranges.getLast().end()).interval();
    }
  }

  /**
   * Bookings beneath a block.
   *
   * @param bookings open ones, those of which the present user may be told
   * @param unnamed how many more are being made at this moment
   * @param sessions of classes that nobody has booked
   */
  public record Beneath(List<Booking> bookings, int unnamed, List<ClassSession> sessions) {

    /** True when somebody has the time, and it cannot be told yet who. */
    boolean isUnknown() {
      return bookings.isEmpty() && unnamed == 0 && sessions.isEmpty();
    }
  }

  /**
   * Those whose time it is by the index.
   *
   * @param bookings with time of it, or with seats of a session that has time of it
   * @param sessions those sessions
   */
  private record Known(List<Booking> bookings, List<ClassSession> sessions) {
    Map<BookingId, Booking> open() {
      Map<BookingId, Booking> open = new LinkedHashMap<>();
      bookings.stream()
          .filter(booking -> booking.status().isOpen())
          .forEach(booking -> open.put(booking.id(), booking));
      return open;
    }

    /** Sessions that nobody has booked. */
    List<ClassSession> empty() {
      Set<ResourceId> booked =
          open().values().stream()
              .flatMap(booking -> booking.held().stream())
              .map(TakenTime::resourceId)
              .collect(Collectors.toSet());
      return sessions.stream()
          .filter(session -> !booked.contains(SessionSeats.row(session.id())))
          .toList();
    }
  }

  /** What the index knows, without a look at day rows; empty when that is nothing. */
  Optional<Beneath> listed(TenantId tenant, New time, Instant now) {
    Known known = known(tenant, time, now);
    return Optional.of(new Beneath(List.copyOf(known.open().values()), 0, known.empty()))
        .filter(beneath -> !beneath.isUnknown());
  }

  /**
   * The bookings beneath the block in some rows, whose time it has taken.
   *
   * @return empty when there are none; then none can come any more. When it cannot be told yet
   *     whose the time is, it says so with no booking at all.
   */
  Optional<Beneath> in(TenantId tenant, New time, Collection<DayRow> taken, Instant now) {
    List<DayRow> booked = taken.stream().filter(row -> time.isBooked(row, List.of())).toList();
    if (booked.isEmpty()) {
      return Optional.empty();
    }
    List<Part> parts =
        booked.stream()
            .flatMap(
                row ->
                    time
                        .blocked()
                        .on(row.day())
                        .map(day -> new Part(row.resourceId(), day))
                        .stream())
            .toList();
    return OptimisticRetry.untilWritten(
        () -> look(tenant, time, parts, now),
        () -> Optional.of(new Beneath(List.of(), 0, List.of())));
  }

  /** Empty when somebody has the time, and it cannot be told who. */
  private Optional<Optional<Beneath>> look(
      TenantId tenant, New time, List<Part> parts, Instant now) {
    List<DayRow> present = rows.read(tenant, parts);
    // Attempts that were given up count for nothing, and are stopped before they become bookings.
    BookingId none = new BookingId(time.blocked().id());
    for (int turn = 0;
        turn < MOST_TURNS && notes.evict(tenant, present, time.blocked().wanted(), none);
        turn++) {
      present = rows.read(tenant, parts);
    }
    Known known = known(tenant, time, now);
    List<TakenTime> over =
        known.bookings().stream()
            .filter(booking -> !booking.status().isOpen())
            .flatMap(booking -> booking.held().stream())
            .toList();
    if (present.stream().noneMatch(row -> time.isBooked(row, over))) {
      return Optional.of(Optional.empty());
    }
    Map<BookingId, Booking> open = known.open();
    int unnamed = 0;
    for (BookingId noted : noted(present, time)) {
      if (!open.containsKey(noted)) {
        Optional<Booking> made = bookings.find(tenant, noted).map(booking -> booking.at(now));
        made.ifPresent(booking -> open.put(noted, booking));
        unnamed += made.isPresent() ? 0 : 1;
      }
    }
    Beneath beneath = new Beneath(new ArrayList<>(open.values()), unnamed, known.empty());
    return beneath.isUnknown() ? Optional.empty() : Optional.of(Optional.of(beneath));
  }

  private static List<BookingId> noted(List<DayRow> rows, New time) {
    return rows.stream()
        .flatMap(row -> row.notes().stream())
        .filter(note -> time.ranges().stream().anyMatch(note::takesOf))
        .map(RowNote::bookingId)
        .distinct()
        .toList();
  }

  private Known known(TenantId tenant, New time, Instant now) {
    if (time.ranges().isEmpty()) {
      return new Known(List.of(), List.of());
    }
    Interval interval = time.interval();
    List<ClassSession> there =
        sessions.around(tenant, interval).stream()
            .filter(session -> session.taken().stream().anyMatch(time::meets))
            .toList();
    Set<ResourceId> seated =
        there.stream().map(session -> SessionSeats.row(session.id())).collect(Collectors.toSet());
    Map<BookingId, Booking> found = new LinkedHashMap<>();
    Stream.concat(
            index.around(tenant, interval, time.blocked().resourceIds(), now).stream(),
            kept.within(tenant, interval, now).stream())
        .filter(
            booking ->
                booking.held().stream()
                    .anyMatch(taken -> time.meets(taken) || seated.contains(taken.resourceId())))
        .forEach(booking -> found.put(booking.id(), booking));
    return new Known(List.copyOf(found.values()), there);
  }
}
