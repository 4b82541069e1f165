package io.marcado.bookings.store;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.domain.BookingId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.Interval;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * The bookings that last more than a day, by start. So who looks for bookings of a date reads those
 * of the day before it, and not those of a week. An entry is written in the transaction that gives
 * a booking its time. Nothing takes it away, so it only says which booking to look at.
 */
final class LongBookings {
  /** Others are found in the index by their start. */
  static final Duration DAY = Duration.ofDays(1);

  private final Table table;

  LongBookings(Table table) {
    this.table = table;
  }

  static boolean isOne(Booking booking) {
    return booking.time().start().plus(DAY).isBefore(booking.time().end());
  }

  /** Notes when a booking starts; never refused. */
  static Write note(TenantId tenant, Booking booking) {
    return Write.put(
        all(tenant).item(BookingItem.position(booking.time().start(), booking.id())),
        Item.builder().text("bookingId", booking.id().value()).build());
  }

  /** Those that start more than a day before an interval, and last until it begins. */
  List<Booking> reaching(TenantId tenant, Interval interval) {
    Instant day = interval.start().minus(DAY);
    List<BookingId> noted =
        table
            .of(tenant)
            .queryAll(
                Selection.of(all(tenant))
                    .between(
                        interval.start().minus(BookingIndex.LONGEST).toString(), day.toString()))
            .stream()
            .map(entry -> new BookingId(entry.text("bookingId")))
            .distinct()
            .toList();
    return table
        .of(tenant)
        .get(noted.stream().map(id -> BookingItem.key(tenant, id)).toList())
        .values()
        .stream()
        .filter(BookingItem::isBooking)
        .map(BookingItem::fromItem)
        // It may have been moved since.
        .filter(booking -> booking.time().start().isBefore(day))
        .filter(booking -> booking.time().overlaps(interval))
        .sorted(Comparator.comparing(booking -> booking.time().start()))
        .toList();
  }

  private static PartitionKey all(TenantId tenant) {
    return PartitionKey.of(tenant, "LONG");
  }
}
