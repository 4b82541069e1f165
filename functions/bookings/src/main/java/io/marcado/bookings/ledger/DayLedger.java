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
 * Takes and gives back time of resources: it makes the changes of day rows, whatever the path of a
 * booking. They go into one transaction with the booking. Only a new booking that takes time of one
 * row may take it before, by {@link RowNotes}. So no time stays taken without its booking.
 */
@Singleton
public final class DayLedger {
  private final DayRows rows;

  public DayLedger(DayRows rows) {
    this.rows = rows;
  }

  /**
   * The writes that change a booking's taken time: only the difference, and none for unchanged
   * rows. Usually it reads nothing. If more cells of a row are to be taken than fit into one
   * condition, it reads the row and judges it here.
   *
   * @param before its present taken time; empty for a new booking
   * @param after its new taken time; empty to give everything back
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

  /** The present rows of an entry in which a part of its time is taken. */
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

  /** Reads the rows that a condition cannot judge. */
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
