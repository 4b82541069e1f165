package io.marcado.bookings.ledger;

import io.marcado.domain.BookingId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.TenantId;
import io.marcado.platform.bookings.UpcomingBookings;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import io.marcado.platform.table.Write.Expression;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Takes time of one day row by a plain update, before its booking is written by another. Plain
 * updates of a row wait for each other, where transactions refuse each other. See ADR 29.
 *
 * <p>A note in the row names the attempt until the booking is there. The item at the booking's key
 * decides, once for each attempt: a booking says which attempt made it; a tombstone says which ones
 * never can. So a slow attempt and the one who gives up waiting for it cannot both succeed, and
 * clocks only say when somebody looks.
 *
 * <p>A hold is the same with a later deadline. Its item stands at the booking's key without being a
 * booking, and says until when nobody may give it up. See ADR 36. Of a hold of a series it is the
 * item of the series that says so: see ADR 44.
 */
@Singleton
public final class RowNotes {
  /** The attribute of a booking that says which attempt made it; it never changes. */
  public static final String MAKER = "maker";

  /** The attribute by which an item at a booking's key is a hold: the id. */
  public static final String HOLD = "hold";

  /** The attribute of a hold that says until when nobody may give it up, in epoch seconds. */
  public static final String UNTIL = "until";

  /** The attribute of a hold whose series decides what becomes of it: the id of the series. */
  public static final String SERIES = "series";

  /** Begins the attributes of a tombstone, one for each attempt that can no longer make it. */
  private static final String EVICTED = "x";

  /**
   * The hold that was booked by a request whose key leads to this item. A booking of a hold has the
   * hold's id, and so leaves nothing else where the key of its request leads.
   */
  public static final String KEY_OF = "keyOf";

  /** Longer than any function lives. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Far longer than a request can be on its way: its signature is good for 15 minutes. */
  private static final Duration TOMBSTONE = Duration.ofDays(7);

  /** Each costs two requests; who meets more of them has the rest before the next attempt. */
  private static final int MOST_EVICTED = 20;

  private final Table table;
  private final InstantSource clock;

  public RowNotes(Table table, InstantSource clock) {
    this.table = table;
    this.clock = clock;
  }

  /** The result of taking time. */
  public sealed interface Taking {
    /** It is taken, and noted. */
    record Taken(RowNote note) implements Taking {}

    /** A part of it is taken by others. */
    record Blocked(List<DayRow> rows) implements Taking {}

    /** It is free, but its row has changed since it was read. */
    record Outdated() implements Taking {}

    /** Nothing is taken: transactions were writing the row each time. */
    record Contended() implements Taking {}
  }

  /**
   * Takes the time of an entry that changes one row. Each sending is an attempt of its own, so one
   * that arrives late is never taken for the one that made the booking.
   *
   * @param attempts makes their ids
   */
  public Taking take(
      TenantId tenant, LedgerEntry entry, BookingId bookingId, Supplier<String> attempts) {
    return take(tenant, entry, bookingId, attempts, clock.instant().plus(PATIENCE));
  }

  /**
   * The same until a deadline.
   *
   * @param deadline when others may look what became of it
   */
  public Taking take(
      TenantId tenant,
      LedgerEntry entry,
      BookingId bookingId,
      Supplier<String> attempts,
      Instant deadline) {
    List<RowNote> sent = new ArrayList<>();
    Outcome outcome =
        table
            .of(tenant)
            .write(
                () -> {
                  sent.add(entry.note(attempts.get(), bookingId, deadline));
                  return entry.taking(sent.getLast());
                });
    return switch (outcome) {
      case Outcome.Written(Item row) -> {
        // What a sending took whose answer was lost is too much. It wrote no booking.
        RowNote taken = sent.removeLast();
        sent.stream()
            .filter(note -> row.has(note.attribute()))
            .forEach(note -> giveBack(tenant, note));
        yield new Taking.Taken(taken);
      }
      case Outcome.Refused refused -> refused(entry.judge(refused, 0));
      case Outcome.Contended _ -> new Taking.Contended();
    };
  }

  private static Taking refused(LedgerEntry.Verdict verdict) {
    return verdict.blocking().isEmpty()
        ? new Taking.Outdated()
        : new Taking.Blocked(verdict.blocking());
  }

  /**
   * Decides what becomes of an attempt, unless that is decided: from here on it has made the
   * booking, or never will. Then the row is made to agree. Everybody may do so, at any time and
   * again. A hold whose time is up is given up whole: in all of its rows.
   *
   * @return the booking or the hold that is there, of this attempt or of another; empty for none
   */
  public Optional<Item> settle(TenantId tenant, RowNote note) {
    return switch (claim(
        tenant, note.bookingId(), note.attempt(), UpcomingBookings.IS_NONE.and(isNotHeld()))) {
      case Outcome.Written(Item given) -> {
        if (given.has(HOLD) && isOf(given, note.attempt())) {
          giveBackHeld(tenant, given);
        } else {
          giveBack(tenant, note);
        }
        yield Optional.empty();
      }
      case Outcome.Refused refused -> {
        Item present = refused.presentAt(0).orElseThrow();
        if (!mayBeOf(present, note.attempt())) {
          giveBack(tenant, note);
        } else if (UpcomingBookings.isBooking(present)) {
          remove(tenant, note.resourceId(), note.day(), List.of(note.attempt()));
        } else if (present.has(SERIES)
            && isOf(present, note.attempt())
            && new SeriesHolds(table, clock).giveUp(tenant, present)
            && release(tenant, note.bookingId(), note.attempt())) {
          yield Optional.empty();
        }
        yield Optional.of(present);
      }
      case Outcome.Contended _ -> throw new TableUnavailableException();
    };
  }

  /**
   * Gives a hold back, in all of its rows, however long it has. Repeating it changes nothing.
   *
   * @param maker the attempt that made it
   * @return false when it has become a booking meanwhile
   */
  public boolean release(TenantId tenant, BookingId holdId, String maker) {
    return switch (claim(
        tenant, holdId, maker, Condition.present(HOLD).and(Condition.equal(MAKER, maker)))) {
      case Outcome.Written(Item given) -> {
        giveBackHeld(tenant, given);
        yield true;
      }
      case Outcome.Refused refused ->
          refused.presentAt(0).filter(UpcomingBookings::isBooking).isEmpty();
      case Outcome.Contended _ -> throw new TableUnavailableException();
    };
  }

  private Outcome claim(TenantId tenant, BookingId bookingId, String attempt, Condition condition) {
    return table
        .of(tenant)
        .write(
            Write.update(
                UpcomingBookings.key(tenant, bookingId),
                new Update()
                    .set(EVICTED + attempt, true)
                    .set("ttl", tombstoneUntil(clock.instant())),
                condition));
  }

  /** Until when a tombstone stays that is written then, in epoch seconds. */
  public static long tombstoneUntil(Instant written) {
    return written.plus(TOMBSTONE).getEpochSecond();
  }

  /** Nothing is held there, or no longer. */
  private Condition isNotHeld() {
    return Condition.absent(UNTIL).or(Condition.atMost(UNTIL, clock.instant().getEpochSecond()));
  }

  private boolean isHeld(Item item) {
    return item.has(HOLD)
        && !isGivenUp(item)
        && item.number(UNTIL) > clock.instant().getEpochSecond();
  }

  /** True for a hold that nobody can book any more. */
  public static boolean isGivenUp(Item hold) {
    return hold.has(EVICTED + hold.text(MAKER));
  }

  /** Lets the hold of this attempt become a booking, or change. */
  public static Condition stillHeld(String attempt) {
    return Condition.present(HOLD)
        .and(Condition.equal(MAKER, attempt))
        .and(Condition.absent(EVICTED + attempt));
  }

  /** In each row once, so what others began to give back is finished. */
  private void giveBackHeld(TenantId tenant, Item given) {
    RowNote.of(given).forEach(note -> giveBack(tenant, note));
  }

  /** The deadline of the note of a hold: who looks in its last second finds that it has it yet. */
  public static Instant deadline(Instant heldUntil) {
    return heldUntil.minusSeconds(1);
  }

  /** Lets this attempt write its booking, unless there is one or it was given up. */
  public static Condition undecided(String attempt) {
    return isFree().and(Condition.absent(EVICTED + attempt));
  }

  /** There is no booking, and no mark of a key by which a hold was booked. */
  public static Condition isFree() {
    return UpcomingBookings.IS_NONE.and(Condition.absent(KEY_OF));
  }

  /** Lets this attempt write its hold; a hold that is over is not renewed. */
  public static Condition undecidedHold(String attempt) {
    return undecided(attempt).and(Condition.absent(HOLD));
  }

  /** True when a booking was made by this attempt. */
  public static boolean isOf(Item booking, String attempt) {
    return booking.optionalText(MAKER).filter(attempt::equals).isPresent();
  }

  /** One changed by code that did not know of makers has none; its time is not touched. */
  private static boolean mayBeOf(Item booking, String attempt) {
    return booking
        .optionalText(MAKER)
        .map(attempt::equals)
        .orElseGet(() -> booking.number("version") > 1);
  }

  /**
   * Settles the notes that stand in the way and are overdue, or of another sending of the same
   * request: that one, if it lives, then finds what this one makes.
   *
   * @param rows in which time is taken
   * @param wanted the time
   * @param bookingId for which it is wanted
   * @return true when some of it may be free now
   */
  public boolean evict(
      TenantId tenant, Collection<DayRow> rows, List<TakenTime> wanted, BookingId bookingId) {
    List<RowNote> inTheWay =
        rows.stream()
            .flatMap(row -> row.notes().stream())
            .filter(note -> isOverdue(note) || note.bookingId().equals(bookingId))
            .filter(note -> wanted.stream().anyMatch(note::standsInTheWayOf))
            .limit(MOST_EVICTED)
            .toList();
    boolean freed = false;
    for (RowNote note : inTheWay) {
      freed |= settle(tenant, note).filter(booking -> mayBeOf(booking, note.attempt())).isEmpty();
    }
    return freed;
  }

  /**
   * Settles the overdue notes of a row, a bounded number of them.
   *
   * @return false when some are left
   */
  boolean settleOverdue(TenantId tenant, DayRow row) {
    List<RowNote> overdue = row.notes().stream().filter(this::isOverdue).toList();
    overdue.stream().limit(MOST_EVICTED).forEach(note -> settle(tenant, note));
    return overdue.size() <= MOST_EVICTED;
  }

  /**
   * The same rows without the time of attempts that are overdue and have made no booking, and of
   * holds that are over. Costs nothing while there is no such note, else one BatchGetItem.
   */
  List<DayRow> withoutAbandoned(TenantId tenant, List<DayRow> rows) {
    List<ItemKey> keys =
        rows.stream()
            .flatMap(row -> row.notes().stream())
            .filter(this::isOverdue)
            .map(note -> UpcomingBookings.key(tenant, note.bookingId()))
            .distinct()
            .toList();
    if (keys.isEmpty()) {
      return rows;
    }
    Map<ItemKey, Item> found = table.of(tenant).get(keys);
    if (found.values().stream().anyMatch(item -> item.has(HOLD) && item.has(SERIES))) {
      found = new SeriesHolds(table, clock).withoutLapsed(tenant, found);
    }
    Map<ItemKey, Item> present = found;
    return rows.stream()
        .map(
            row ->
                row.without(
                    row.notes().stream()
                        .filter(this::isOverdue)
                        .filter(
                            note ->
                                Optional.ofNullable(
                                        present.get(UpcomingBookings.key(tenant, note.bookingId())))
                                    .filter(
                                        item -> UpcomingBookings.isBooking(item) || isHeld(item))
                                    .filter(booking -> mayBeOf(booking, note.attempt()))
                                    .isEmpty())
                        .toList()))
        .toList();
  }

  /**
   * The notes of these rows whose bookings are not there, or not yet, and when the time of each may
   * be given up. Costs nothing while there is no note, else one BatchGetItem.
   */
  Map<RowNote, Instant> unbooked(TenantId tenant, List<DayRow> rows) {
    return unbookedOf(tenant, rows.stream().flatMap(row -> row.notes().stream()).toList());
  }

  /** The same of these notes. */
  Map<RowNote, Instant> unbookedOf(TenantId tenant, List<RowNote> all) {
    List<ItemKey> keys =
        all.stream()
            .map(note -> UpcomingBookings.key(tenant, note.bookingId()))
            .distinct()
            .toList();
    if (keys.isEmpty()) {
      return Map.of();
    }
    Map<ItemKey, Item> found = table.of(tenant).get(keys);
    Map<RowNote, Instant> unbooked = new HashMap<>();
    for (RowNote note : all) {
      Optional<Item> item =
          Optional.ofNullable(found.get(UpcomingBookings.key(tenant, note.bookingId())));
      boolean booked =
          item.filter(UpcomingBookings::isBooking)
              .filter(booking -> mayBeOf(booking, note.attempt()))
              .isPresent();
      if (!booked) {
        unbooked.put(
            note,
            item.filter(this::isHeld)
                // That of a series has no end of its own: the note says when it will be decided.
                .filter(hold -> !hold.has(SERIES))
                .map(hold -> Instant.ofEpochSecond(hold.number(UNTIL)))
                .orElseGet(() -> note.deadline().plusSeconds(1)));
      }
    }
    return unbooked;
  }

  private boolean isOverdue(RowNote note) {
    return clock.instant().isAfter(note.deadline());
  }

  /**
   * Gives the time of an attempt back and removes its note, if that is still there: so only once.
   * Call it only for an attempt that can no longer make a booking.
   */
  public void giveBack(TenantId tenant, RowNote note) {
    StringBuilder change = new StringBuilder("ADD ").append(DayRow.VERSION).append(" :one");
    for (int index = note.from(); index < note.to(); index++) {
      if (note.takes(index)) {
        change.append(", ").append(DayRow.attribute(index)).append(" :less");
      }
    }
    Map<String, String> names = Map.of("#note", note.attribute());
    // Where others write the row all the time, the next one who meets the overdue note does it.
    Outcome _ =
        table
            .of(tenant)
            .write(
                Write.update(
                    DayRows.key(tenant, note.resourceId(), note.day()),
                    new Expression(
                        change.append(" REMOVE #note").toString(),
                        names,
                        Map.of(
                            ":one",
                            AttributeValue.fromN("1"),
                            ":less",
                            AttributeValue.fromN(Integer.toString(-note.seats())))),
                    new Expression("attribute_exists(#note)", names, Map.of())));
  }

  /** Removes the notes of attempts that have made their bookings, which keep the time. */
  public void remove(
      TenantId tenant, ResourceId resourceId, LocalDate day, Collection<String> attempts) {
    // As above. The condition keeps it from making a row.
    Outcome _ =
        table
            .of(tenant)
            .write(
                Write.update(
                    DayRows.key(tenant, resourceId, day),
                    new Update()
                        .remove(attempts.stream().map(RowNote::attribute).toArray(String[]::new)),
                    Condition.present(DayRow.VERSION)));
  }
}
