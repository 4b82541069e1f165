package io.marcado.bookings.ledger;

import io.marcado.bookings.ledger.DayRows.Place;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.Outcome.Refused;
import io.marcado.platform.table.Write;
import io.marcado.platform.table.Write.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One change of day rows, for the transaction that writes its booking. */
public final class LedgerEntry {
  /** Most cells in a condition: each takes three of 300 operators. */
  static final int MOST_CELLS = 100;

  private final TenantId tenant;
  private final List<RowChange> changes;

  LedgerEntry(TenantId tenant, List<RowChange> changes) {
    this.tenant = tenant;
    this.changes = List.copyOf(changes);
  }

  List<RowChange> changes() {
    return changes;
  }

  /** True when no row changes. */
  public boolean isEmpty() {
    return changes.isEmpty();
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
    return changes.stream().map(change -> change.write(tenant)).toList();
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
      for (int more : seats) {
        if (more != 0) {
          return true;
        }
      }
      return false;
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

    Write write(TenantId tenant) {
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
