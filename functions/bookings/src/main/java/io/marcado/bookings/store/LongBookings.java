package io.marcado.bookings.store;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.BookingId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.Interval;
import io.marcado.platform.paging.Page;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The bookings that last more than a day, by start. So who looks for bookings of a date reads those
 * of the day before it, and not those of a week. An entry is written in the transaction that gives
 * a booking its start, and goes in the one that gives it another. It stays as long as its booking,
 * cancelled or not: lists of dates show what was cancelled too, and those of past dates read it.
 */
final class LongBookings {
  /** Others are found in the index by their start. */
  static final Duration DAY = Duration.ofDays(1);

  private final Table table;

  LongBookings(Table table) {
    this.table = table;
  }

  /** Notes when a new booking starts, if it is such a one; a hold is noted once it is booked. */
  static List<Write> noting(TenantId tenant, Booking booking) {
    return isOne(booking) ? List.of(note(tenant, booking)) : List.of();
  }

  /** The same for the next version of a booking: what its new time changes. */
  static List<Write> following(TenantId tenant, Booking present, Booking next) {
    boolean starts = next.time().start().equals(present.time().start());
    List<Write> writes = new ArrayList<>();
    if (isOne(present) && !(isOne(next) && starts)) {
      writes.add(Write.delete(key(tenant, present)));
    }
    if (isOne(next) && !(isOne(present) && starts)) {
      writes.add(note(tenant, next));
    }
    return writes;
  }

  private static boolean isOne(Booking booking) {
    return booking.status() != BookingStatus.HELD
        && booking.time().start().plus(DAY).isBefore(booking.time().end());
  }

  private static Write note(TenantId tenant, Booking booking) {
    return Write.put(
        key(tenant, booking), Item.builder().text("bookingId", booking.id().value()).build());
  }

  private static ItemKey key(TenantId tenant, Booking booking) {
    return all(tenant).item(BookingItem.position(booking.time().start(), booking.id()));
  }

  /**
   * Those that start more than a day before an interval, and last until it begins.
   *
   * @return empty when more than {@code most} start in the time in which such a one may
   */
  Optional<List<Booking>> reaching(TenantId tenant, Interval interval, int most) {
    Instant day = interval.start().minus(DAY);
    Page<Item> noted =
        table
            .of(tenant)
            .query(
                Selection.of(all(tenant))
                    .between(
                        interval.start().minus(BookingIndex.LONGEST).toString(), day.toString()),
                most);
    return noted.next().isPresent()
        ? Optional.empty()
        : Optional.of(reaching(tenant, interval, noted.items()));
  }

  private List<Booking> reaching(TenantId tenant, Interval interval, List<Item> noted) {
    return table
        .of(tenant)
        .get(
            noted.stream()
                .map(entry -> BookingItem.key(tenant, new BookingId(entry.text("bookingId"))))
                .toList())
        .values()
        .stream()
        .filter(BookingItem::isBooking)
        .map(BookingItem::fromItem)
        // It may have been moved since the entry was read.
        .filter(booking -> booking.time().start().isBefore(interval.start().minus(DAY)))
        .filter(booking -> booking.time().overlaps(interval))
        .sorted(Comparator.comparing(booking -> booking.time().start()))
        .toList();
  }

  private static PartitionKey all(TenantId tenant) {
    return PartitionKey.of(tenant, "LONG");
  }
}
