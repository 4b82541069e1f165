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
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/**
 * When to look at bookings of all businesses: at requests as they lapse, and at bookings whose
 * clients were asked to confirm, at the last moment for that. The entry of a request is written in
 * its transaction. Nothing takes an entry away when the booking is decided or confirmed.
 */
@Singleton
public final class BookingDeadlines {
  private static final PartitionKey PENDING = PartitionKey.platform("REQUESTS");

  private static final String ASKED = "asked";

  private final Table table;

  BookingDeadlines(Table table) {
    this.table = table;
  }

  /**
   * A booking to look at.
   *
   * @param asked the start for which its client was asked to confirm; empty for a request
   */
  public record Entry(
      Instant expiresAt, TenantId tenant, BookingId bookingId, Optional<Instant> asked) {}

  /** Notes when a PENDING booking lapses; never refused. */
  static Write note(TenantId tenant, Booking booking) {
    Entry entry = new Entry(booking.expiresAt(), tenant, booking.id(), Optional.empty());
    return Write.put(key(entry), toItem(entry));
  }

  /**
   * Notes until when its client must have confirmed. Repeating it changes nothing.
   *
   * @param asked the start for which the client was asked
   */
  public void noteAsked(Instant until, TenantId tenant, BookingId bookingId, Instant asked) {
    Entry entry = new Entry(until, tenant, bookingId, Optional.of(asked));
    Update update = new Update();
    toItem(entry).attributes().forEach(update::set);
    if (table.platform().write(Write.update(key(entry), update)) instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
  }

  /** A page of what lapses up to the end of this second, the oldest first. */
  public Page<Entry> lapsing(Instant now, int limit, Optional<String> position) {
    Selection selection =
        Selection.of(PENDING)
            // A key is an instant with more behind it.
            .between("0", sort(now) + "~")
            .after(position, place -> Optional.of(PENDING.item(place)));
    return table.platform().query(selection, limit).map(BookingDeadlines::fromItem);
  }

  /** Forgets an entry; does no harm when it is forgotten. */
  public void remove(Entry entry) {
    if (table.platform().write(Write.delete(key(entry))) instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
  }

  static Item toItem(Entry entry) {
    Item.Builder item =
        Item.builder()
            .instant("expiresAt", entry.expiresAt())
            .text("tenant", entry.tenant().value())
            .text("bookingId", entry.bookingId().value());
    entry.asked().ifPresent(start -> item.instant(ASKED, start));
    return item.build();
  }

  private static Entry fromItem(Item item) {
    return new Entry(
        item.instant("expiresAt"),
        new TenantId(item.text("tenant")),
        new BookingId(item.text("bookingId")),
        Optional.of(ASKED).filter(item::has).map(item::instant));
  }

  private static ItemKey key(Entry entry) {
    return PENDING.item(
        sort(entry.expiresAt())
            + "#"
            + entry.tenant().value()
            + "#"
            + entry.bookingId().value()
            + entry.asked().map(_ -> "#ASKED").orElse(""));
  }

  // Whole seconds sort as texts.
  private static String sort(Instant instant) {
    return Instant.ofEpochSecond(instant.getEpochSecond()).toString();
  }
}
