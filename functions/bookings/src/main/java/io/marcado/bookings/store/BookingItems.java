package io.marcado.bookings.store;

import io.marcado.bookings.ledger.LedgerEntry;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.domain.BookingId;
import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.platform.limits.RateLimiter.Count;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and writes the items of bookings: the one class with their expressions. Each write is one
 * request, and takes or gives back the booking's time with it.
 */
@Singleton
final class BookingItems {
  private final Table table;

  BookingItems(Table table) {
    this.table = table;
  }

  /** Reads a booking, strongly consistent. */
  Optional<BookingItem.Stored> find(TenantId tenant, BookingId bookingId) {
    return table.of(tenant).get(BookingItem.key(tenant, bookingId)).map(BookingItem::stored);
  }

  /** Reads the places of a client's bookings, strongly consistent. */
  Optional<Item> placesOf(TenantId tenant, PersonId clientId) {
    return table.of(tenant).get(ClientPlaces.key(tenant, clientId));
  }

  /** Those of these counts that have reached their limit, by a read of their counters. */
  List<Count> reached(TenantId tenant, List<Count> counts) {
    if (counts.isEmpty()) {
      return List.of();
    }
    Map<ItemKey, Item> counters =
        table.of(tenant).get(counts.stream().map(count -> count.write().key()).toList());
    return counts.stream().filter(count -> count.isReached(counters)).toList();
  }

  /**
   * Writes a new booking, unless its id already exists. In the transaction the booking is the first
   * write, {@code others} follow, then the rows, then the last ones, then the note of when a
   * request lapses.
   */
  Outcome create(
      TenantId tenant,
      Booking booking,
      List<? extends Write> others,
      LedgerEntry entry,
      List<Write> last) {
    List<Write> writes = new ArrayList<>();
    writes.add(
        Write.create(BookingItem.key(tenant, booking.id()), BookingItem.toItem(tenant, booking)));
    writes.addAll(others);
    writes.addAll(entry.writes());
    writes.addAll(last);
    return transact(tenant, writes, booking);
  }

  /**
   * Writes a booking's next version, unless another request has written one. In the transaction the
   * booking is the first write, then the rows, then the others. Without those it is a single write.
   */
  Outcome replace(
      TenantId tenant, Booking present, Booking next, LedgerEntry entry, List<Write> others) {
    Write booking =
        Write.put(
            BookingItem.key(tenant, next.id()),
            BookingItem.toItem(tenant, next, present),
            Condition.equal("version", present.version())
                .and(Condition.equal("status", present.status())));
    boolean waits =
        next.request().isPresent()
            && !(next.request().equals(present.request())
                && next.expiresAt().equals(present.expiresAt()));
    if (entry.isEmpty() && others.isEmpty() && !waits) {
      return table.of(tenant).write(booking);
    }
    List<Write> writes = new ArrayList<>();
    writes.add(booking);
    writes.addAll(entry.writes());
    writes.addAll(others);
    return waits ? transact(tenant, writes, next) : table.of(tenant).transact(writes);
  }

  /** With the notes of when it lapses and which time it keeps, if it is a request. */
  private Outcome transact(TenantId tenant, List<Write> writes, Booking booking) {
    if (booking.request().isEmpty()) {
      return table.of(tenant).transact(writes);
    }
    writes.add(PendingRequests.note(tenant, booking));
    booking.approved().ifPresent(kept -> writes.add(KeptTimes.note(tenant, booking, kept)));
    return table.platformAnd(tenant).transact(writes);
  }
}
