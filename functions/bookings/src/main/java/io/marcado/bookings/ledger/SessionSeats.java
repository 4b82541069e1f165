package io.marcado.bookings.ledger;

import io.marcado.domain.ClassSessionId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Cells;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The seats of class sessions. Each session has a row of its own in the ledger with one cell, so a
 * booking takes seats by the same writes that take time of a resource. See ADR 41.
 *
 * <p>The cell counts up to {@value #MOST} for every session: one of twelve seats begins at {@value
 * #MOST} less twelve. So a booking need not know how many seats there are, and a change of their
 * number, or the end of the session, binds every booking that is written after it.
 */
@Singleton
public final class SessionSeats {
  /** Most seats of a session, and the capacity of its row. */
  public static final int MOST = 1000;

  /** A cell of a date on which nothing can be booked. */
  private static final LocalDate DAY = LocalDate.EPOCH;

  private static final long CELL = Cells.firstOf(DAY);
  private static final String TAKEN = DayRow.attribute(Cells.indexOf(CELL));
  private static final String SEATS = "seats";
  private static final String CLOSED = "closed";

  private final Table table;
  private final RowNotes notes;

  public SessionSeats(Table table, RowNotes notes) {
    this.table = table;
    this.notes = notes;
  }

  /**
   * The seats of a session.
   *
   * @param taken by bookings that hold seats, and by attempts that may become one
   * @param waiting attempts among them of which nobody knows yet
   * @param closed true when it takes no bookings any more
   * @param version rises whenever seats are taken or given back
   */
  public record Seats(int seats, int taken, List<RowNote> waiting, boolean closed, long version) {
    /** How many can be booked. */
    public int left() {
      return closed ? 0 : Math.max(0, seats - taken);
    }
  }

  /** The row of a session, in place of a resource. */
  public static ResourceId row(ClassSessionId sessionId) {
    return new ResourceId(sessionId.value());
  }

  /** So many seats of a session, as a booking takes them. */
  public static TakenTime of(ClassSessionId sessionId, int seats) {
    return new TakenTime(row(sessionId), new CellRange(CELL, CELL + 1), seats);
  }

  /** Makes the row of a new session. */
  public static Write open(TenantId tenant, ClassSessionId sessionId, int seats) {
    return Write.create(
        key(tenant, sessionId),
        Item.builder()
            .number(DayRow.VERSION, 1)
            .number(TAKEN, MOST - seats)
            .number(SEATS, seats)
            .build());
  }

  /** Gives a session other seats; refused when more are taken, and once it is closed. */
  public static Write resize(TenantId tenant, ClassSessionId sessionId, int before, int after) {
    return Write.update(
        key(tenant, sessionId),
        new Update().add(DayRow.VERSION, 1).add(TAKEN, before - after).set(SEATS, after),
        Condition.equal(SEATS, before)
            .and(Condition.absent(CLOSED))
            .and(Condition.atMost(TAKEN, MOST - Math.max(0, before - after))));
  }

  /** Lets a session take no more bookings; refused when it is closed. */
  public static Write close(TenantId tenant, ClassSessionId sessionId) {
    return Write.update(
        key(tenant, sessionId),
        new Update().add(DayRow.VERSION, 1).add(TAKEN, MOST).set(CLOSED, true),
        Condition.present(SEATS).and(Condition.absent(CLOSED)));
  }

  /** The same; refused also when so many seats are taken that enough people come. */
  public static Write closeBelow(
      TenantId tenant, ClassSessionId sessionId, int seats, int minimum) {
    return Write.update(
        key(tenant, sessionId),
        new Update().add(DayRow.VERSION, 1).add(TAKEN, MOST).set(CLOSED, true),
        isBelow(seats, minimum));
  }

  /** Refuses a transaction when so many seats are taken that enough people come. */
  public static Write below(TenantId tenant, ClassSessionId sessionId, int seats, int minimum) {
    return Write.check(key(tenant, sessionId), isBelow(seats, minimum));
  }

  private static Condition isBelow(int seats, int minimum) {
    return Condition.equal(SEATS, seats)
        .and(Condition.absent(CLOSED))
        .and(Condition.atMost(TAKEN, MOST - seats + minimum - 1));
  }

  /** How many of the seats that are taken are only held, or belong to an attempt. */
  public int unbooked(TenantId tenant, Seats seats) {
    return notes.unbookedOf(tenant, seats.waiting()).keySet().stream()
        .mapToInt(RowNote::seats)
        .sum();
  }

  /** The seats of sessions as they were a moment ago: enough for offers. */
  public Map<ClassSessionId, Seats> recent(TenantId tenant, Collection<ClassSessionId> sessionIds) {
    return seats(tenant, sessionIds, table.of(tenant).getRecent(keys(tenant, sessionIds)));
  }

  /** The seats of sessions as they are now, by one strongly consistent batch of reads. */
  public Map<ClassSessionId, Seats> present(
      TenantId tenant, Collection<ClassSessionId> sessionIds) {
    return sessionIds.isEmpty()
        ? Map.of()
        : seats(tenant, sessionIds, table.of(tenant).get(keys(tenant, sessionIds)));
  }

  /** The seats of a session, strongly consistent; empty when there never was such a session. */
  public Optional<Seats> find(TenantId tenant, ClassSessionId sessionId) {
    return Optional.ofNullable(present(tenant, List.of(sessionId)).get(sessionId));
  }

  /**
   * Decides about the attempts of a session that are overdue.
   *
   * @return false when there are more of them than it had time for
   */
  public boolean settle(TenantId tenant, ClassSessionId sessionId) {
    return table
        .of(tenant)
        .get(key(tenant, sessionId))
        .map(item -> DayRow.of(row(sessionId), DAY, Optional.of(item)))
        .map(row -> notes.settleOverdue(tenant, row))
        .orElse(true);
  }

  private Map<ClassSessionId, Seats> seats(
      TenantId tenant, Collection<ClassSessionId> sessionIds, Map<ItemKey, Item> items) {
    Map<ClassSessionId, Seats> seats = new HashMap<>();
    List<ClassSessionId> found = new ArrayList<>();
    List<DayRow> rows = new ArrayList<>();
    for (ClassSessionId sessionId : sessionIds) {
      Item item = items.get(key(tenant, sessionId));
      if (item != null) {
        found.add(sessionId);
        rows.add(DayRow.of(row(sessionId), DAY, Optional.of(item)));
      }
    }
    List<DayRow> counted = notes.withoutAbandoned(tenant, rows);
    for (int i = 0; i < found.size(); i++) {
      Item item = items.get(key(tenant, found.get(i)));
      if (item != null) {
        int all = item.integer(SEATS);
        boolean closed = item.has(CLOSED);
        DayRow row = counted.get(i);
        seats.put(
            found.get(i),
            new Seats(
                all,
                row.seats()[Cells.indexOf(CELL)] - (MOST - all) - (closed ? MOST : 0),
                row.notes(),
                closed,
                item.number(DayRow.VERSION)));
      }
    }
    return seats;
  }

  private static List<ItemKey> keys(TenantId tenant, Collection<ClassSessionId> sessionIds) {
    return sessionIds.stream().distinct().map(id -> key(tenant, id)).toList();
  }

  private static ItemKey key(TenantId tenant, ClassSessionId sessionId) {
    return DayRows.key(tenant, row(sessionId), DAY);
  }
}
