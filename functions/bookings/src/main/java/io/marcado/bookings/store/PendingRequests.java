package io.marcado.bookings.store;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.domain.BookingId;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Item;
import io.marcado.platform.worklist.WorkEntry;
import io.marcado.platform.worklist.WorkList;
import java.time.Instant;
import java.util.Optional;

/**
 * The requests of all businesses by the instant at which they lapse. Nothing takes an entry away
 * when the request is decided.
 */
public final class PendingRequests {
  public static final WorkList<Entry> ALL = WorkList.dated("REQUESTS", PendingRequests::fromItem);

  private PendingRequests() {}

  /** A booking to look at. */
  public record Entry(Instant expiresAt, TenantId tenant, BookingId bookingId)
      implements WorkEntry {
    static Entry of(TenantId tenant, Booking booking) {
      return new Entry(booking.expiresAt(), tenant, booking.id());
    }

    @Override
    public String id() {
      return bookingId.value();
    }

    @Override
    public Optional<Instant> due() {
      return Optional.of(expiresAt);
    }

    @Override
    public Item toItem() {
      return Item.builder()
          .instant("expiresAt", expiresAt)
          .text("tenant", tenant.value())
          .text("bookingId", bookingId.value())
          .build();
    }
  }

  private static Entry fromItem(Item item) {
    return new Entry(
        item.instant("expiresAt"),
        new TenantId(item.text("tenant")),
        new BookingId(item.text("bookingId")));
  }
}
