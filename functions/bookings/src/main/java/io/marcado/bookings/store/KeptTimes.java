package io.marcado.bookings.store;

import io.marcado.bookings.lifecycle.ApprovalRequest.ApprovedTime;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.domain.BookingId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.Interval;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/**
 * The bookings that keep an approved time while a move waits, by that time. An entry is written in
 * the transaction of the move. Nothing takes it away when the move is decided, so it only says
 * which booking to look at; it ends by itself.
 */
@Singleton
public final class KeptTimes {
  private final Table table;

  public KeptTimes(Table table) {
    this.table = table;
  }

  /** Notes which approved time a booking keeps; never refused. */
  static Write note(TenantId tenant, Booking booking, ApprovedTime kept) {
    return Write.put(
        all(tenant).item(BookingItem.position(kept.time().start(), booking.id())),
        Item.builder()
            .text("bookingId", booking.id().value())
            .number("ttl", kept.time().end().getEpochSecond())
            .build());
  }

  /**
   * The bookings that keep an approved time within an interval, in no order.
   *
   * @param now each booking is shown as it is at this moment
   */
  public List<Booking> within(TenantId tenant, Interval interval, Instant now) {
    String earliest = interval.start().minus(BookingIndex.LONGEST).toString();
    List<ItemKey> noted =
        table
            .of(tenant)
            .queryAll(Selection.of(all(tenant)).between(earliest, interval.end().toString()))
            .stream()
            .map(entry -> BookingItem.key(tenant, new BookingId(entry.text("bookingId"))))
            .distinct()
            .toList();
    return table.of(tenant).get(noted).values().stream()
        .filter(BookingItem::isBooking)
        .map(BookingItem::fromItem)
        .map(booking -> booking.at(now))
        .filter(
            booking ->
                booking.approved().filter(kept -> kept.time().overlaps(interval)).isPresent())
        .toList();
  }

  private static PartitionKey all(TenantId tenant) {
    return PartitionKey.of(tenant, "KEPT");
  }
}
