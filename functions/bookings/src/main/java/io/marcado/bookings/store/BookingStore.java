package io.marcado.bookings.store;

import io.marcado.bookings.ledger.DayLedger;
import io.marcado.bookings.ledger.DayRow;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.ledger.LedgerEntry;
import io.marcado.bookings.ledger.RowNotes;
import io.marcado.bookings.ledger.TakenTime;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.ChangedBy;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.BookingId;
import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.Interval;
import io.marcado.platform.limits.RateLimiter.Count;
import io.marcado.platform.replay.Earlier;
import io.marcado.platform.replay.Repeatable;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.OptimisticRetry;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Creates and changes bookings. A change is one transaction with its day rows, so nobody can write
 * an overlap, and day rows and bookings always agree. When another request was faster it reads and
 * decides again. When an answer was lost it recognises its own write.
 */
@Singleton
public final class BookingStore {
  /** A change of any version decides on the first that it reads, and again on at most three. */
  private static final int MOST_DECISIONS = 4;

  private final BookingItems items;
  private final DayLedger ledger;
  private final RowNotes notes;
  private final Ids ids;
  private final NewBookings created;
  private final HeldBookings held;

  public BookingStore(Table table, DayLedger ledger, RowNotes notes, Ids ids) {
    this.items = new BookingItems(table);
    this.ledger = ledger;
    this.notes = notes;
    this.ids = ids;
    this.created = new NewBookings(items, ledger, notes, ids);
    this.held = new HeldBookings(items, notes, ids);
  }

  /** One with parts of its own, outside of a function. */
  public static BookingStore of(Table table, Ids ids, InstantSource clock) {
    RowNotes notes = new RowNotes(table, clock);
    return new BookingStore(table, new DayLedger(new DayRows(table, notes)), notes, ids);
  }

  /** Decides on a change of a booking. */
  @FunctionalInterface
  public interface Decision {
    /**
     * It is called again with the present booking when another request has changed it.
     *
     * @param present as it is now: see {@link Booking#at}
     */
    Result<Replacement, BookingRefusal> decide(Booking present);
  }

  /**
   * The decided change of a booking.
   *
   * @param capacities seats of the resources whose time it takes
   * @param others writes of its transaction; where one is refused, it is decided again
   * @param allowance what the client may have; empty without limits
   * @param changedBy who changes it; empty for what comes with time
   * @param hold what is held for it and becomes its own; empty for nothing
   */
  public record Replacement(
      Booking booking,
      Map<ResourceId, Integer> capacities,
      List<Write> others,
      Optional<ClientAllowance> allowance,
      Optional<ChangedBy> changedBy,
      Optional<Booking> hold) {
    public Replacement {
      capacities = Map.copyOf(capacities);
      others = List.copyOf(others);
    }

    public Replacement(Booking booking, Map<ResourceId, Integer> capacities) {
      this(booking, capacities, List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same, with time that is held for it. */
    public Replacement instead(Optional<Booking> held) {
      return new Replacement(booking, capacities, others, allowance, changedBy, held);
    }

    /** The same for another state of the booking. */
    public Replacement of(Booking other) {
      return new Replacement(other, capacities, others, allowance, changedBy, hold);
    }

    /** The same within what the client may have. */
    public Replacement within(Optional<ClientAllowance> limits) {
      return new Replacement(booking, capacities, others, limits, changedBy, hold);
    }

    /** The same, as a change by somebody. */
    public Replacement by(ChangedBy who) {
      return new Replacement(booking, capacities, others, allowance, Optional.of(who), hold);
    }

    /** The same, together with another write. */
    public Replacement with(Write other) {
      List<Write> all = new ArrayList<>(others);
      all.add(other);
      return new Replacement(booking, capacities, all, allowance, changedBy, hold);
    }

    /** One that takes no more time than the booking has. */
    public static Replacement takingNoTime(Booking booking) {
      return new Replacement(booking, Map.of());
    }
  }

  /** Reads a booking, strongly consistent. */
  public Optional<Booking> find(TenantId tenant, BookingId bookingId) {
    return items.find(tenant, bookingId).map(BookingItem.Stored::booking);
  }

  /**
   * Creates a booking without a read before it: see {@link NewBookings}.
   *
   * @param booking version 1; the store sets its writer
   * @param capacity seats of its resources
   * @param clientWrites create a new client, or change a known one; refused when another request
   *     has done so
   * @param repeatable true when its id derives from the request's key, so that an earlier request
   *     may have created it
   */
  public CreateOutcome create(
      TenantId tenant,
      Booking booking,
      ToIntFunction<ResourceId> capacity,
      List<? extends Write> clientWrites,
      boolean repeatable) {
    return create(tenant, booking, capacity, clientWrites, repeatable, Optional.empty(), List.of());
  }

  /**
   * The same within the limits of its client.
   *
   * @param allowance what the client may have; empty without limits
   * @param counts against other limits; a taken time is refused first, whatever they say
   */
  public CreateOutcome create(
      TenantId tenant,
      Booking booking,
      ToIntFunction<ResourceId> capacity,
      List<? extends Write> clientWrites,
      boolean repeatable,
      Optional<ClientAllowance> allowance,
      List<Count> counts) {
    return created.create(
        new NewBookings.Wanted(
            tenant, booking, capacity, clientWrites, repeatable, allowance, counts));
  }

  /** Reads what is or was held, strongly consistent; what became of it, if it is a booking now. */
  public Optional<Held> findHold(TenantId tenant, BookingId holdId) {
    // That of a series is no hold to anybody: the series alone books it or gives it back.
    return items
        .findHeld(tenant, holdId)
        .filter(
            found -> found.booking().hold().filter(terms -> terms.series().isEmpty()).isPresent());
  }

  /**
   * Makes a booking of what is held. That takes no time, so it is refused only when the hold was
   * given up or back, or the client may not have it. The hold's deadline is not looked at.
   *
   * @param present the hold as it was read
   * @param booking with the id and the time of the hold; the store sets its writer
   * @param clientWrites as for a new booking
   * @param allowance what the client may have; empty without limits
   * @param counts against other limits
   * @param keyed the id that a booking without a hold would have by the key of this request; empty
   *     without a key
   */
  public CreateOutcome book(
      TenantId tenant,
      Booking present,
      Booking booking,
      List<? extends Write> clientWrites,
      Optional<ClientAllowance> allowance,
      List<Count> counts,
      Optional<BookingId> keyed) {
    return held.book(
        new HeldBookings.Wanted(tenant, present, booking, clientWrites, allowance, counts, keyed));
  }

  /** The same without a key. */
  public CreateOutcome book(
      TenantId tenant,
      Booking present,
      Booking booking,
      List<? extends Write> clientWrites,
      Optional<ClientAllowance> allowance,
      List<Count> counts) {
    return book(tenant, present, booking, clientWrites, allowance, counts, Optional.empty());
  }

  /** Holds for once more as long; refused when it is no longer held, and the second time. */
  public Result<Booking, BookingRefusal> extend(TenantId tenant, Booking present) {
    return held.extend(tenant, present);
  }

  /**
   * Gives back what is held, at once and whole. Repeating it changes nothing.
   *
   * @return false when it has become a booking
   */
  public boolean release(TenantId tenant, Booking present) {
    return held.release(tenant, present);
  }

  /**
   * The answer to a request to book a hold that is booked: the booking, for the request that made
   * it.
   */
  public static CreateOutcome repeated(Booking present, String requestHash) {
    return present.requestHash().equals(requestHash)
        ? new CreateOutcome.Replayed(present)
        : new CreateOutcome.Refused(alreadyBooked(present));
  }

  /** Why what was held cannot be booked, extended or given back any more. */
  public static BookingRefusal alreadyBooked(Booking present) {
    return new BookingRefusal.WrongStatus(present.status(), List.of(BookingStatus.HELD));
  }

  /**
   * The times of a client's other bookings that a move of this one must not overlap, by one
   * strongly consistent GetItem. There are none when the limits do not bind.
   */
  public List<Interval> inTheWay(TenantId tenant, Booking moving, ClientAllowance allowance) {
    return moving
        .clientId()
        .filter(_ -> allowance.binds())
        .flatMap(client -> items.placesOf(tenant, client))
        .map(present -> ClientPlaces.inTheWay(tenant, moving, allowance, present))
        .orElse(List.of());
  }

  /**
   * The times that a new booking by this client must not overlap, by one strongly consistent
   * GetItem. There are none when the limits do not bind.
   */
  public List<Interval> inTheWay(TenantId tenant, PersonId client, ClientAllowance allowance) {
    return items
        .placesOf(tenant, client)
        .filter(_ -> allowance.binds())
        .map(present -> ClientPlaces.own(allowance, present))
        .orElse(List.of());
  }

  /**
   * Why this client cannot move so many bookings within the hour, by one strongly consistent
   * GetItem; empty when it can.
   */
  public Optional<BookingRefusal> whyNotSoMany(
      TenantId tenant, PersonId client, ClientAllowance allowance, int moves) {
    return ClientPlaces.whyNotSoMany(allowance, moves, items.placesOf(tenant, client));
  }

  /**
   * Why a new booking by this client at this time would be beyond its limits, by one strongly
   * consistent GetItem; empty when it would not.
   */
  public Optional<BookingRefusal> whyNoPlace(
      TenantId tenant, PersonId client, Interval time, ClientAllowance allowance) {
    return ClientPlaces.whyNone(tenant, client, time, allowance, items.placesOf(tenant, client));
  }

  /**
   * Finds the booking that an earlier request with the same key created. Call it before a refusal,
   * since the first request may have succeeded.
   *
   * @return empty when there is nothing
   */
  public Optional<CreateOutcome> earlier(TenantId tenant, Repeatable request) {
    return switch (request.earlier(id -> made(tenant, new BookingId(id)), BookingStore::hash)) {
      case Earlier.None<Item> _ -> Optional.empty();
      case Earlier.Replayed<Item>(Item booking) ->
          Optional.of(new CreateOutcome.Replayed(BookingItem.fromItem(booking)));
      case Earlier.KeyReused<Item> _ ->
          Optional.of(new CreateOutcome.Refused(new BookingRefusal.KeyReused()));
    };
  }

  private Optional<Item> made(TenantId tenant, BookingId bookingId) {
    return items
        .at(tenant, bookingId)
        .filter(item -> BookingItem.isBooking(item) || item.has(RowNotes.KEY_OF));
  }

  /** Of the request that made it; a key by which a hold was booked is of no other request. */
  private static String hash(Item made) {
    return made.has(RowNotes.KEY_OF) ? "" : BookingItem.fromItem(made).requestHash();
  }

  /** The same for a hold, or what became of it. */
  public Optional<CreateOutcome> earlierHold(TenantId tenant, Repeatable request) {
    return CreateOutcome.earlier(
        request.earlier(
            id -> findHold(tenant, new BookingId(id)).map(Held::booking), Booking::requestHash));
  }

  /**
   * Changes a booking: one read, then one transaction with its day rows, or one update if no day
   * row changes. The write has the condition that no other request has changed the booking since.
   *
   * @param reaches whether the booking exists for the actor; checked before everything else
   * @param expectedVersion the version that the caller wants to change; empty for the present one,
   *     and when that changes meanwhile for the next ones, {@value #MOST_DECISIONS} in all
   * @param now when it is changed
   */
  public UpdateOutcome change(
      TenantId tenant,
      BookingId bookingId,
      Predicate<Booking> reaches,
      Optional<Long> expectedVersion,
      Decision decision,
      Instant now) {
    String writer = ids.next();
    Set<Long> decided = new HashSet<>();
    return OptimisticRetry.untilWritten(
        () -> {
          Optional<BookingItem.Stored> found =
              items.find(tenant, bookingId).filter(stored -> reaches.test(stored.booking()));
          if (found.isEmpty()) {
            return Optional.of(new UpdateOutcome.Refused(new BookingRefusal.NotFound()));
          }
          Booking present = found.get().booking();
          if (found.get().isWrittenBy(writer)) {
            return Optional.of(new UpdateOutcome.Updated(present));
          }
          if (expectedVersion.isPresent() && expectedVersion.get() != present.version()) {
            return Optional.of(
                new UpdateOutcome.Refused(new BookingRefusal.Stale(present.version())));
          }
          // Another booking of the day may cause any number of attempts; they decide the same.
          decided.add(present.version());
          if (decided.size() > MOST_DECISIONS) {
            return Optional.of(new UpdateOutcome.Refused(new BookingRefusal.Busy()));
          }
          return switch (decision.decide(present.at(now))) {
            case Result.Refused<Replacement, BookingRefusal>(BookingRefusal refusal) ->
                Optional.of(new UpdateOutcome.Refused(refusal));
            case Result.Done<Replacement, BookingRefusal>(Replacement replacement) ->
                replacement.booking().equals(present)
                    ? Optional.of(new UpdateOutcome.Updated(present))
                    : ClientPlaces.guessed(
                        ClientPlaces.following(
                            tenant,
                            present,
                            replacement
                                .booking()
                                .writtenAfter(present, writer, replacement.changedBy(), now),
                            replacement.allowance()),
                        places ->
                            tryToReplace(tenant, found.get(), replacement, writer, now, places));
          };
        },
        () -> new UpdateOutcome.Refused(new BookingRefusal.Busy()));
  }

  /** Empty when the booking, a row or a place of the client has changed since the read. */
  private Optional<UpdateOutcome> tryToReplace(
      TenantId tenant,
      BookingItem.Stored stored,
      Replacement replacement,
      String writer,
      Instant now,
      Optional<ClientPlaces> places) {
    Booking present = stored.booking();
    Booking next =
        replacement.booking().writtenAfter(present, writer, replacement.changedBy(), now);
    List<TakenTime> held = replacement.hold().map(Booking::taken).orElse(List.of());
    LedgerEntry change =
        ledger.entry(
            tenant,
            TakenTime.union(present.held(), held),
            next.held(),
            id -> replacement.capacities().getOrDefault(id, 0));
    LedgerEntry entry =
        replacement.hold().map(hold -> change.insteadOf(hold.writer(), held)).orElse(change);
    if (!entry.alreadyBlocking().isEmpty()) {
      return blocked(tenant, next, entry.alreadyBlocking());
    }
    List<Write> others = new ArrayList<>();
    places.flatMap(ClientPlaces::write).ifPresent(others::add);
    others.addAll(replacement.others());
    replacement
        .hold()
        .map(
            hold ->
                Write.delete(BookingItem.key(tenant, hold.id()), RowNotes.stillHeld(hold.writer())))
        .ifPresent(others::add);
    return switch (orFound(
        () -> items.replace(tenant, stored, next, entry, others), tenant, next)) {
      case Outcome.Written _ -> Optional.of(new UpdateOutcome.Updated(next));
      case Outcome.Contended _ -> {
        if (items.isWrittenBy(tenant, next.id(), writer)) {
          yield Optional.of(new UpdateOutcome.Updated(next));
        }
        List<DayRow> blocking = ledger.blocking(tenant, entry);
        yield Optional.of(
            blocking.isEmpty()
                ? new UpdateOutcome.Refused(new BookingRefusal.Busy())
                : new UpdateOutcome.SlotTaken(blocking));
      }
      case Outcome.Refused refused when refused.at(0) ->
          refused
              .presentAt(0)
              .map(BookingItem::stored)
              .filter(other -> other.isWrittenBy(writer))
              .map(other -> new UpdateOutcome.Updated(other.booking()));
      case Outcome.Refused refused -> {
        List<DayRow> blocking = entry.judge(refused, 1).blocking();
        yield blocking.isEmpty()
            ? ClientPlaces.whyNone(places, refused, 1 + entry.writes().size())
                .map(UpdateOutcome.Refused::new)
            : blocked(tenant, next, blocking);
      }
    };
  }

  /** Empty when an attempt that was given up stood in the way, and this change may try again. */
  private Optional<UpdateOutcome> blocked(TenantId tenant, Booking next, List<DayRow> blocking) {
    return notes.evict(tenant, blocking, next.held(), next.id())
        ? Optional.empty()
        : Optional.of(new UpdateOutcome.SlotTaken(blocking));
  }

  /** When no attempt got an answer, a read may show that one of them succeeded. */
  private Outcome orFound(Supplier<Outcome> write, TenantId tenant, Booking booking) {
    try {
      return write.get();
    } catch (SdkClientException e) {
      if (items.isWrittenBy(tenant, booking.id(), booking.writer())) {
        return new Outcome.Written(Item.of(Map.of()));
      }
      throw e;
    }
  }
}
