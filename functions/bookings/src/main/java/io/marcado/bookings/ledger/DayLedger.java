package io.marcado.bookings.ledger;

import io.marcado.bookings.ledger.DayRows.Place;
import io.marcado.bookings.ledger.LedgerEntry.RowChange;
import io.marcado.domain.ResourceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.CellRange.OfDay;
import io.marcado.domain.time.Cells;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Takes and gives back resources' time: the only class that writes day rows, by whichever path a
 * booking comes. It makes the writes of one transaction; who sends them adds the booking itself, so
 * that time is never taken without a booking that says so.
 */
@Singleton
public final class DayLedger {
  private final DayRows rows;

  public DayLedger(DayRows rows) {
    this.rows = rows;
  }

  /**
   * The writes that turn what a booking has taken into what it is to have: only the difference, and
   * nothing for rows that stay as they are. Usually nothing is read; a row of which more cells are
   * to be taken than one condition holds is read and judged here.
   *
   * @param before what it has taken; empty for a new booking
   * @param after what it is to have taken; empty to give everything back
   * @param capacity seats of each resource of {@code after}
   */
  public LedgerEntry entry(
      TenantId tenant,
      List<TakenTime> before,
      List<TakenTime> after,
      ToIntFunction<ResourceId> capacity) {
    Map<Place, int[]> differences = new LinkedHashMap<>();
    after.forEach(taken -> count(differences, taken, taken.seats()));
    before.forEach(taken -> count(differences, taken, -taken.seats()));
    List<RowChange> changes = new ArrayList<>();
    differences.forEach(
        (place, seats) -> {
          RowChange change = new RowChange(place, seats, 0, Optional.empty());
          if (change.takes()) {
            change = change.within(capacity.applyAsInt(place.resourceId()));
          }
          if (change.changesAnything()) {
            changes.add(change);
          }
        });
    return new LedgerEntry(tenant, judged(tenant, changes));
  }

  /** The rows of an entry, as they are now, in which some of its time is taken. */
  public List<DayRow> blocking(TenantId tenant, LedgerEntry entry) {
    List<RowChange> taking = entry.changes().stream().filter(RowChange::takes).toList();
    Map<Place, RowChange> changes = new HashMap<>();
    taking.forEach(change -> changes.put(change.place(), change));
    return rows.read(tenant, changes.keySet()).stream()
        .filter(
            row -> {
              RowChange change = changes.get(new Place(row.resourceId(), row.day()));
              return change != null && change.isBlockedBy(row);
            })
        .toList();
  }

  /** Reads the rows that no condition can judge. */
  private List<RowChange> judged(TenantId tenant, List<RowChange> changes) {
    List<Place> places = changes.stream().filter(RowChange::isLong).map(RowChange::place).toList();
    if (places.isEmpty()) {
      return changes;
    }
    Map<Place, DayRow> seen = new HashMap<>();
    rows.read(tenant, places).forEach(row -> seen.put(new Place(row.resourceId(), row.day()), row));
    return changes.stream()
        .map(change -> change.after(Optional.ofNullable(seen.get(change.place()))))
        .toList();
  }

  private static void count(Map<Place, int[]> differences, TakenTime taken, int seats) {
    for (OfDay cells : taken.cells().byDay()) {
      int[] difference =
          differences.computeIfAbsent(
              new Place(taken.resourceId(), cells.day()), _ -> new int[Cells.PER_DAY]);
      for (int index = cells.from(); index < cells.to(); index++) {
        difference[index] += seats;
      }
    }
  }
}
