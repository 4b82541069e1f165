package io.marcado.bookings.ledger;

import static java.util.Objects.requireNonNull;

import io.marcado.bookings.ledger.DayRows.Place;
import io.marcado.bookings.ledger.RowNote.Gap;
import io.marcado.domain.BookingId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.CellRange.OfDay;
import io.marcado.domain.time.Cells;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.Outcome.Refused;
import io.marcado.platform.table.Write;
import io.marcado.platform.table.Write.Expression;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One change of day rows, for the transaction that writes its booking, or before it. */
public final class LedgerEntry {
  /** Most cells in a condition: each takes three of 300 operators, and a note takes two. */
  static final int MOST_CELLS = 99;

  private final TenantId tenant;
  private final List<RowChange> changes;

  /** The attribute of a note that goes with each of these rows; empty for none. */
  private final Map<Place, String> notes;

  LedgerEntry(TenantId tenant, List<RowChange> changes) {
    this(tenant, changes, Map.of());
  }

  private LedgerEntry(TenantId tenant, List<RowChange> changes, Map<Place, String> notes) {
    this.tenant = tenant;
    this.changes = List.copyOf(changes);
    this.notes = Map.copyOf(notes);
  }

  /**
   * The same, which also removes the notes of a hold. What it held stays counted, as time of the
   * booking of this transaction. It is refused once the hold was given back.
   *
   * @param maker the attempt that made the hold
   * @param held its time
   */
  public LedgerEntry insteadOf(String maker, List<TakenTime> held) {
    List<RowChange> all = new ArrayList<>(changes);
    Map<Place, String> removed = new LinkedHashMap<>();
    for (TakenTime taken : held) {
      for (OfDay cells : taken.cells().byDay()) {
        Place place = new Place(taken.resourceId(), cells.day());
        if (removed.put(place, RowNote.attribute(maker)) == null
            && changes.stream().noneMatch(change -> change.place().equals(place))) {
          all.add(new RowChange(place, new int[Cells.PER_DAY], 0, Optional.empty()));
        }
      }
    }
    return new LedgerEntry(tenant, all, removed);
  }

  List<RowChange> changes() {
    return changes;
  }

  /** True when no row changes. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** True when it only takes time, of one row, so that a note can say what it takes. */
  public boolean isOneRow() {
    return changes.size() == 1 && changes.getFirst().isNotable();
  }

  RowNote note(String attempt, BookingId bookingId, Instant deadline) {
    return changes.getFirst().note(attempt, bookingId, deadline);
  }

  /** The write that takes the time of an entry of one row, with its note. */
  Write taking(RowNote note) {
    return taking(changes.getFirst(), note);
  }

  /**
   * One write for each row, which takes its time and notes who has it.
   *
   * @throws IllegalStateException when a note cannot say what it does to a row, as it can of a new
   *     booking
   */
  public List<Write> notedWrites(String attempt, BookingId bookingId, Instant deadline) {
    return changes.stream()
        .map(
            change -> {
              if (!change.isNotable()) {
                throw new IllegalStateException("a note says what is taken, and nothing else");
              }
              return taking(change, change.note(attempt, bookingId, deadline));
            })
        .toList();
  }

  private Write taking(RowChange change, RowNote note) {
    Write.Update take = change.write(tenant);
    Map<String, AttributeValue> values = new HashMap<>(take.change().values());
    values.put(":note", note.value());
    Map<String, String> names = Map.of("#note", note.attribute());
    Expression free = requireNonNull(take.condition());
    return Write.update(
        take.key(),
        new Expression(take.change().expression() + " SET #note = :note", names, values),
        // Should the same sending arrive twice, the second one is refused.
        new Expression(
            free.expression() + " AND attribute_not_exists(#note)", names, free.values()));
  }

  /** The rows that were read and lack free time. If there are any, a write cannot succeed. */
  public List<DayRow> alreadyBlocking() {
    List<DayRow> blocking = new ArrayList<>();
    for (RowChange change : changes) {
      change.seen().filter(change::isBlockedBy).ifPresent(blocking::add);
    }
    return blocking;
  }

  /** One write for each row. */
  public List<Write> writes() {
    return changes.stream().<Write>map(this::write).toList();
  }

  private Write write(RowChange change) {
    Write.Update write = change.write(tenant);
    String note = notes.get(change.place());
    if (note == null) {
      return write;
    }
    Map<String, String> names = Map.of("#note", note);
    Expression condition = write.condition();
    return Write.update(
        write.key(),
        new Expression(
            write.change().expression() + " REMOVE #note", names, write.change().values()),
        new Expression(
            (condition == null ? "" : condition.expression() + " AND ") + "attribute_exists(#note)",
            names,
            condition == null ? Map.of() : condition.values()));
  }

  /**
   * The meaning of a refusal.
   *
   * @param position of the entry's first write in its transaction
   */
  public Verdict judge(Refused refused, int position) {
    List<DayRow> blocking = new ArrayList<>();
    boolean changed = false;
    for (int i = 0; i < changes.size(); i++) {
      if (refused.at(position + i)) {
        RowChange change = changes.get(i);
        DayRow row = change.rowOf(refused.presentAt(position + i));
        // A condition on cells fails only if they are taken.
        if (change.seen().isEmpty() || change.isBlockedBy(row)) {
          blocking.add(row);
        } else {
          changed = true;
        }
      }
    }
    return new Verdict(blocking, changed && blocking.isEmpty());
  }

  /**
   * The meaning of a refusal.
   *
   * @param blocking rows in which a part of the time is taken
   * @param outdated true when the time is free, but a row has changed since the read
   */
  public record Verdict(List<DayRow> blocking, boolean outdated) {}

  /**
   * The change of one row.
   *
   * @param seats for each cell, how many more seats to take; a negative number gives seats back
   * @param capacity seats of the resource; zero when the entry takes none
   * @param seen the row as read; empty when conditions on cells judge it
   */
  record RowChange(Place place, int[] seats, int capacity, Optional<DayRow> seen) {

    RowChange within(int newCapacity) {
      return new RowChange(place, seats, newCapacity, seen);
    }

    RowChange after(Optional<DayRow> row) {
      return new RowChange(place, seats, capacity, row);
    }

    boolean takes() {
      return cellsToTake() > 0;
    }

    /**
     * True when the cells to take do not fit into a condition, or when more seats are needed than
     * there are.
     */
    boolean isLong() {
      for (int more : seats) {
        if (more > capacity && takes()) {
          return true;
        }
      }
      return cellsToTake() > MOST_CELLS;
    }

    boolean changesAnything() {
      return cellsChanged() > 0;
    }

    /** True when it takes the same seats of each cell that it changes. */
    boolean isNotable() {
      int most = seats[first()];
      for (int more : seats) {
        if (more != 0 && more != most) {
          return false;
        }
      }
      return most > 0;
    }

    /** The note of what it takes. */
    RowNote note(String attempt, BookingId bookingId, Instant deadline) {
      int from = first();
      int to = from;
      List<Gap> between = new ArrayList<>();
      for (int index = from; index < seats.length; index++) {
        if (seats[index] != 0) {
          if (index > to) {
            between.add(new Gap(to, index));
          }
          to = index + 1;
        }
      }
      return new RowNote(
          place.resourceId(),
          place.day(),
          attempt,
          bookingId,
          deadline,
          from,
          to,
          seats[from],
          between);
    }

    private int first() {
      int first = 0;
      while (first < seats.length - 1 && seats[first] == 0) {
        first++;
      }
      return first;
    }

    private int cellsChanged() {
      int cells = 0;
      for (int more : seats) {
        if (more != 0) {
          cells++;
        }
      }
      return cells;
    }

    boolean isBlockedBy(DayRow row) {
      for (int index = 0; index < seats.length; index++) {
        if (seats[index] > 0 && row.seats()[index] + seats[index] > capacity) {
          return true;
        }
      }
      return false;
    }

    DayRow rowOf(Optional<Item> present) {
      return DayRow.of(place.resourceId(), place.day(), present);
    }

    Write.Update write(TenantId tenant) {
      StringBuilder change = new StringBuilder("ADD ").append(DayRow.VERSION).append(" :one");
      Map<String, AttributeValue> values = new HashMap<>();
      values.put(":one", AttributeValue.fromN("1"));
      for (int index = 0; index < seats.length; index++) {
        int more = seats[index];
        if (more != 0) {
          String name = more > 0 ? ":p" + more : ":m" + -more;
          values.put(name, AttributeValue.fromN(Integer.toString(more)));
          change.append(", ").append(DayRow.attribute(index)).append(' ').append(name);
        }
      }
      var key = DayRows.key(tenant, place.resourceId(), place.day());
      Expression update = Expression.of(change.toString(), values);
      if (seen.isPresent()) {
        return Write.update(key, update, unchanged(seen.get()));
      }
      return takes() ? Write.update(key, update, free()) : Write.update(key, update);
    }

    /** A missing cell is free: a comparison with it is false, so the negated comparison holds. */
    private Expression free() {
      StringBuilder condition = new StringBuilder();
      Map<String, AttributeValue> values = new HashMap<>();
      for (int index = 0; index < seats.length; index++) {
        int more = seats[index];
        if (more > 0) {
          String name = ":f" + more;
          values.put(name, AttributeValue.fromN(Integer.toString(capacity - more)));
          condition
              .append(condition.isEmpty() ? "NOT " : " AND NOT ")
              .append(DayRow.attribute(index))
              .append(" > ")
              .append(name);
        }
      }
      return Expression.of(condition.toString(), values);
    }

    private static Expression unchanged(DayRow row) {
      return row.version()
          .map(
              version ->
                  Expression.of(
                      "v = :seen", Map.of(":seen", AttributeValue.fromN(Long.toString(version)))))
          .orElse(Expression.of("attribute_not_exists(v)"));
    }

    private int cellsToTake() {
      int cells = 0;
      for (int more : seats) {
        if (more > 0) {
          cells++;
        }
      }
      return cells;
    }
  }
}
