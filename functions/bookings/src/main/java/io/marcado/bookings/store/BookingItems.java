package io.marcado.bookings.store;

import io.marcado.bookings.ledger.LedgerEntry;
import io.marcado.bookings.ledger.RowNotes;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.HoldTerms;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.BookingId;
import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.platform.limits.RateLimiter.Count;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and writes the items of bookings: the one class with their expressions. Each write is one
 * request, and takes or gives back the booking's time with it, unless that was taken before.
 */
@Singleton
final class BookingItems {
  private final Table table;

  BookingItems(Table table) {
    this.table = table;
  }

  /** Reads a booking, strongly consistent. */
  Optional<BookingItem.Stored> find(TenantId tenant, BookingId bookingId) {
    return table
        .of(tenant)
        .get(BookingItem.key(tenant, bookingId))
        .filter(BookingItem::isBooking)
        .map(BookingItem::stored);
  }

  /** True when this writer wrote the booking's present version, or one of the last before it. */
  boolean isWrittenBy(TenantId tenant, BookingId bookingId, String writer) {
    return find(tenant, bookingId).filter(stored -> stored.isWrittenBy(writer)).isPresent();
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
    boolean holds = booking.status() == BookingStatus.HELD;
    writes.add(
        Write.put(
            BookingItem.key(tenant, booking.id()),
            BookingItem.toNewItem(tenant, booking),
            holds ? RowNotes.undecidedHold(booking.writer()) : RowNotes.isFree()));
    writes.addAll(others);
    writes.addAll(
        holds
            ? entry.notedWrites(booking.writer(), booking.id(), deadline(booking))
            : entry.writes());
    writes.addAll(last);
    return write(tenant, writes, booking);
  }

  /**
   * Writes a new booking whose time is taken, unless its id already exists or its attempt was given
   * up. The booking is the first write, then the others. Without any it is a single write.
   */
  Outcome create(TenantId tenant, Booking booking, List<Write> others) {
    Write made =
        Write.put(
            BookingItem.key(tenant, booking.id()),
            BookingItem.toNewItem(tenant, booking),
            booking.status() == BookingStatus.HELD
                ? RowNotes.undecidedHold(booking.writer())
                : RowNotes.undecided(booking.writer()));
    List<Write> writes = new ArrayList<>();
    writes.add(made);
    writes.addAll(others);
    return write(tenant, writes, booking);
  }

  private static Instant deadline(Booking held) {
    return RowNotes.deadline(held.hold().orElseThrow().looked());
  }

  /** Reads a hold, or what became of it, strongly consistent. */
  Optional<Held> findHeld(TenantId tenant, BookingId holdId) {
    return table.of(tenant).get(BookingItem.key(tenant, holdId)).flatMap(BookingItems::held);
  }

  /** The item at the key of a booking, strongly consistent: perhaps no booking. */
  Optional<Item> at(TenantId tenant, BookingId bookingId) {
    return table.of(tenant).get(BookingItem.key(tenant, bookingId));
  }

  /** Marks the id to which a key leads by which a hold is booked. */
  static Write keyed(TenantId tenant, BookingId keyed, Booking booking) {
    return Write.put(
        BookingItem.key(tenant, keyed),
        Item.builder()
            .text(RowNotes.KEY_OF, booking.id().value())
            .number("ttl", RowNotes.tombstoneUntil(booking.createdAt()))
            .build(),
        RowNotes.isFree());
  }

  /** The hold of an item, or the booking that it became. */
  static Optional<Held> held(Item item) {
    return BookingItem.isBooking(item)
        ? Optional.of(new Held(BookingItem.fromItem(item), true))
        : Optional.of(item)
            .filter(BookingItem::isHold)
            .map(held -> new Held(BookingItem.heldFromItem(held), false));
  }

  /**
   * Writes the booking of a hold, unless somebody has written it, or the hold was given up or back.
   * The booking is the first write, then the others. Without any it is a single write. Its time is
   * taken and noted, whatever the clock says.
   */
  Outcome book(TenantId tenant, Booking held, Booking booking, List<Write> others) {
    Write booked =
        Write.put(
            BookingItem.key(tenant, booking.id()),
            BookingItem.toBooked(tenant, booking, held),
            RowNotes.stillHeld(held.writer()));
    List<Write> writes = new ArrayList<>();
    writes.add(booked);
    writes.addAll(others);
    return write(tenant, writes, booking);
  }

  /** Holds for longer, once, what is still held. */
  Outcome extend(TenantId tenant, Booking held, HoldTerms longer) {
    return table
        .of(tenant)
        .write(
            Write.update(
                BookingItem.key(tenant, held.id()),
                new Update()
                    .set(RowNotes.UNTIL, longer.expiresAt().getEpochSecond())
                    .set(BookingItem.EXTENDED, true)
                    .set("ttl", RowNotes.tombstoneUntil(longer.expiresAt())),
                RowNotes.stillHeld(held.writer())
                    .and(Condition.equal(BookingItem.EXTENDED, false))));
  }

  /** Counts a booking that is about to be made. */
  Outcome count(TenantId tenant, Count count) {
    return table.of(tenant).write(count.write());
  }

  /** Takes counts back of a booking that was not made. */
  void takeBack(TenantId tenant, List<Count> counts) {
    for (Count count : counts) {
      // A counter that is too high only refuses somebody too early.
      Outcome _ = table.of(tenant).write(count.credit(1));
    }
  }

  /**
   * Writes a booking's next version, unless another request has written one. In the transaction the
   * booking is the first write, then the rows, then the others. Without any it is a single write.
   */
  Outcome replace(
      TenantId tenant,
      BookingItem.Stored stored,
      Booking next,
      LedgerEntry entry,
      List<Write> others) {
    Booking present = stored.booking();
    Write booking =
        Write.put(
            BookingItem.key(tenant, next.id()),
            BookingItem.toItem(tenant, next, stored),
            Condition.equal("version", present.version())
                .and(Condition.equal("status", present.status())));
    boolean waits =
        next.request().isPresent()
            && !(next.request().equals(present.request())
                && next.expiresAt().equals(present.expiresAt()));
    List<Write> writes = new ArrayList<>();
    writes.add(booking);
    writes.addAll(entry.writes());
    writes.addAll(others);
    writes.addAll(LongBookings.following(tenant, present, next));
    return write(tenant, writes, next, waits);
  }

  private Outcome write(TenantId tenant, List<Write> writes, Booking made) {
    writes.addAll(LongBookings.noting(tenant, made));
    return write(tenant, writes, made, made.request().isPresent());
  }

  /** With the notes of when it lapses and which time it keeps, if it is a new request. */
  private Outcome write(TenantId tenant, List<Write> writes, Booking booking, boolean waits) {
    if (!waits) {
      return writes.size() == 1
          ? table.of(tenant).write(writes.getFirst())
          : table.of(tenant).transact(writes);
    }
    writes.add(PendingRequests.ALL.note(PendingRequests.Entry.of(tenant, booking)));
    booking.approved().ifPresent(kept -> writes.add(KeptTimes.note(tenant, booking, kept)));
    return table.platformAnd(tenant).transact(writes);
  }
}
