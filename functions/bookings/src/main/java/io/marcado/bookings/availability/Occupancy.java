package io.marcado.bookings.availability;

import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.CellSet;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Interval;
import java.time.LocalDate;

/**
 * The number of taken seats of one resource in each five-minute cell of some UTC days, buffers
 * included, as its day rows state it. Other days are unknown, and unknown time is not free. The
 * store fills it; after that everybody only reads it.
 */
public final class Occupancy {
  private final CellRange known;
  private final short[] seats;

  /** The cells in which at least one seat is taken. */
  private final CellSet taken;

  /** The cells in which there is no seat, however many the resource has. */
  private final CellSet blocked;

  private Occupancy(CellRange known) {
    this.known = known;
    this.blocked = CellSet.none(known);
    this.taken = CellSet.none(known);
    this.seats = new short[Math.toIntExact(known.count())];
  }

  /**
   * An empty occupancy of these UTC days.
   *
   * @param first the first known day
   * @param last the last known day, not before the first
   */
  public static Occupancy ofDays(LocalDate first, LocalDate last) {
    return new Occupancy(new CellRange(Cells.firstOf(first), Cells.firstOf(last.plusDays(1))));
  }

  /** The cells of the known days. */
  public CellRange known() {
    return known;
  }

  /** True when all these cells are of known days. */
  public boolean covers(CellRange cells) {
    return known.first() <= cells.first() && cells.end() <= known.end();
  }

  /**
   * Counts seats of one cell.
   *
   * @param utcDay one of the known days
   * @param index the cell of that day, 0 to 287
   * @param more how many more seats are taken; a negative number gives seats back
   */
  public void add(LocalDate utcDay, int index, int more) {
    add(Cells.firstOf(utcDay) + index, more);
  }

  /**
   * Leaves no seat in a cell, whatever the capacity.
   *
   * @param utcDay one of the known days
   * @param index the cell of that day, 0 to 287
   */
  public void block(LocalDate utcDay, int index) {
    blocked.add(Cells.firstOf(utcDay) + index);
  }

  /** Counts seats of several cells, which all lie in known days. */
  public void add(CellRange cells, int more) {
    for (long cell = cells.first(); cell < cells.end(); cell++) {
      add(cell, more);
    }
  }

  private void add(long cell, int more) {
    int position = Math.toIntExact(cell - known.first());
    seats[position] = (short) Math.max(0, seats[position] + more);
    if (seats[position] > 0) {
      taken.add(cell);
    } else {
      taken.remove(cell);
    }
  }

  /** The seats that bookings have taken in a cell; zero in a cell of an unknown day. */
  public int at(long cell) {
    return known.contains(cell) ? seats[(int) (cell - known.first())] : 0;
  }

  /** True when a known cell has no seat left; of an unknown day nothing is said. */
  public boolean isFull(long cell, int capacity) {
    return known.contains(cell) && (blocked.contains(cell) || at(cell) >= capacity);
  }

  /** True when a block has time of these cells. */
  public boolean isBlocked(CellRange cells) {
    return blocked.next(cells.first()) < Math.min(cells.end(), known.end());
  }

  /** True when every cell is known and has a seat left. */
  public boolean isFree(CellRange cells, int capacity) {
    if (!covers(cells)) {
      return false;
    }
    for (long cell = cells.first(); cell < cells.end(); cell++) {
      if (isFull(cell, capacity)) {
        return false;
      }
    }
    return true;
  }

  /** The known cells of a range in which a resource of this capacity has a seat left. */
  CellSet free(CellRange range, int capacity) {
    CellSet free = taken.moved(0, range);
    free.invert();
    if (capacity > 1) {
      for (long cell = taken.next(range.first());
          cell < Math.min(range.end(), known.end());
          cell = taken.next(cell + 1)) {
        if (seats[(int) (cell - known.first())] < capacity) {
          free.add(cell);
        }
      }
    }
    if (!blocked.isEmpty()) {
      free.remove(blocked.moved(0, range));
    }
    free.remove(range.first(), known.first());
    free.remove(known.end(), range.end());
    return free;
  }

  /** The last of these cells in which bookings have a seat; the least number of all for none. */
  long lastTaken(CellRange cells) {
    for (long cell = cells.end() - 1; cell >= cells.first(); cell--) {
      if (at(cell) > 0) {
        return cell;
      }
    }
    return Long.MIN_VALUE;
  }

  /** Minutes taken within an interval, each as often as seats are taken in it. */
  public long seatMinutes(Interval interval) {
    CellRange cells = CellRange.covering(interval);
    long end = Math.min(cells.end(), known.end());
    long taken = 0;
    for (long cell = Math.max(cells.first(), known.first()); cell < end; cell++) {
      taken += seats[(int) (cell - known.first())];
    }
    return taken * Cells.MINUTES;
  }
}
