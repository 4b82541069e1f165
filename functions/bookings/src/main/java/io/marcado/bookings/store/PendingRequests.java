package io.marcado.bookings.store;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.domain.BookingId;
import io.marcado.domain.TenantId;
import io.marcado.platform.paging.Page;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/**
 * The requests of all businesses by the instant at which they lapse. An entry is written in the
 * transaction of the request. Nothing takes it away when the request is decided, so it only says
 * when to look at the booking.
 */
@Singleton
public final class PendingRequests {
  private static final PartitionKey PENDING = PartitionKey.platform("REQUESTS");

  private final Table table;

  PendingRequests(Table table) {
    this.table = table;
  }

  /** A booking to look at. */
  public record Entry(Instant expiresAt, TenantId tenant, BookingId bookingId) {}

  /** Notes when a PENDING booking lapses; never refused. */
  static Write note(TenantId tenant, Booking booking) {
    Entry entry = new Entry(booking.expiresAt(), tenant, booking.id());
    return Write.put(key(entry), toItem(entry));
  }

  /** A page of what lapses up to the end of this second, the oldest first. */
  public Page<Entry> lapsing(Instant now, int limit, Optional<String> position) {
    Selection selection =
        Selection.of(PENDING)
            // A key is an instant with more behind it.
            .between("0", sort(now) + "~")
            .after(position, place -> Optional.of(PENDING.item(place)));
    return table.platform().query(selection, limit).map(PendingRequests::fromItem);
  }

  /** Forgets an entry; does no harm when it is forgotten. */
  public void remove(Entry entry) {
    if (table.platform().write(Write.delete(key(entry))) instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
  }

  static Item toItem(Entry entry) {
    return Item.builder()
        .instant("expiresAt", entry.expiresAt())
        .text("tenant", entry.tenant().value())
        .text("bookingId", entry.bookingId().value())
        .build();
  }

  private static Entry fromItem(Item item) {
    return new Entry(
        item.instant("expiresAt"),
        new TenantId(item.text("tenant")),
        new BookingId(item.text("bookingId")));
  }

  private static ItemKey key(Entry entry) {
    return PENDING.item(
        sort(entry.expiresAt()) + "#" + entry.tenant().value() + "#" + entry.bookingId().value());
  }

  // Whole seconds sort as texts.
  private static String sort(Instant instant) {
    return Instant.ofEpochSecond(instant.getEpochSecond()).toString();
  }
}
