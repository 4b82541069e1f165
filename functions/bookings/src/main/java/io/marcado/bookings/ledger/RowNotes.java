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
 * never can. So a slow attempt and whoever gives up waiting for it cannot both succeed, and clocks
 * only say when somebody looks.
 */
@Singleton
public final class RowNotes {
  /** The attribute of a booking that says which attempt made it; it never changes. */
  public static final String MAKER = "maker";

  /** Begins the attributes of a tombstone, one for each attempt that can no longer make it. */
  private static final String EVICTED = "x";

  /** Longer than any function lives. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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

  /** What came of taking time. */
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
    Instant deadline = clock.instant().plus(PATIENCE);
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
   * again.
   *
   * @return the booking that is there, of this attempt or of another; empty for none
   */
  public Optional<Item> settle(TenantId tenant, RowNote note) {
    Outcome claimed =
        table
            .of(tenant)
            .write(
                Write.update(
                    UpcomingBookings.key(tenant, note.bookingId()),
                    new Update()
                        .set(EVICTED + note.attempt(), true)
                        .set("ttl", clock.instant().plus(TOMBSTONE).getEpochSecond()),
                    UpcomingBookings.IS_NONE));
    return switch (claimed) {
      case Outcome.Written _ -> {
        giveBack(tenant, note);
        yield Optional.empty();
      }
      case Outcome.Refused refused -> {
        Item booking = refused.presentAt(0).orElseThrow();
        if (mayBeOf(booking, note.attempt())) {
          remove(tenant, note.resourceId(), note.day(), List.of(note.attempt()));
        } else {
          giveBack(tenant, note);
        }
        yield Optional.of(booking);
      }
      case Outcome.Contended _ -> throw new TableUnavailableException();
    };
  }

  /** Lets this attempt write its booking, unless there is one or it was given up. */
  public static Condition undecided(String attempt) {
    return UpcomingBookings.IS_NONE.and(Condition.absent(EVICTED + attempt));
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
   * The same rows without the time of attempts that are overdue and have made no booking. Costs
   * nothing while there is no such note, else one BatchGetItem.
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
    return rows.stream()
        .map(
            row ->
                row.without(
                    row.notes().stream()
                        .filter(this::isOverdue)
                        .filter(
                            note ->
                                Optional.ofNullable(
                                        found.get(UpcomingBookings.key(tenant, note.bookingId())))
                                    .filter(UpcomingBookings::isBooking)
                                    .filter(booking -> mayBeOf(booking, note.attempt()))
                                    .isEmpty())
                        .toList()))
        .toList();
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
      change.append(", ").append(DayRow.attribute(index)).append(" :less");
    }
    Map<String, String> names = Map.of("#note", note.attribute());
    // Where others write the row all the time, whoever meets the note when it is overdue does it.
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
