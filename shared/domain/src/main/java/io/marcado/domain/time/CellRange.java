package io.marcado.domain.time;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The cells from {@code first} up to but not including {@code end}, by their numbers; never empty.
 *
 * @param first number of the first cell
 * @param end number of the cell after the last one
 */
public record CellRange(long first, long end) {

  /** Refuses a range that is empty or runs backwards. */
  public CellRange {
    if (first >= end) {
      throw new IllegalArgumentException("a range must have at least one cell");
    }
  }

  /**
   * Cells of one UTC day.
   *
   * @param day the UTC day
   * @param from index of the first cell, 0 to 287
   * @param to index after the last cell, 1 to 288
   */
  public record OfDay(LocalDate day, int from, int to) {
    /** How many cells. */
    public int count() {
      return to - from;
    }
  }

  /**
   * The cells of an interval.
   *
   * @throws IllegalArgumentException when it does not begin and end with a cell
   */
  public static CellRange of(Interval interval) {
    return new CellRange(Cells.startingAt(interval.start()), Cells.startingAt(interval.end()));
  }

  /** The cells that an interval touches, whole or in part. */
  public static CellRange covering(Interval interval) {
    return new CellRange(Cells.containing(interval.start()), Cells.notBefore(interval.end()));
  }

  /** All cells of one UTC day. */
  public static CellRange ofDay(LocalDate utcDay) {
    long first = Cells.firstOf(utcDay);
    return new CellRange(first, first + Cells.PER_DAY);
  }

  /** How many cells. */
  public long count() {
    return end - first;
  }

  /** True when the cell is one of these. */
  public boolean contains(long cell) {
    return first <= cell && cell < end;
  }

  /** From the beginning of the first cell to the end of the last. */
  public Interval interval() {
    return new Interval(Cells.start(first), Cells.start(end));
  }

  /** The cells of this range that are not in {@code other}: none, one or two ranges, in order. */
  public List<CellRange> minus(CellRange other) {
    if (other.end <= first || end <= other.first) {
      return List.of(this);
    }
    List<CellRange> rest = new ArrayList<>(2);
    if (first < other.first) {
      rest.add(new CellRange(first, other.first));
    }
    if (other.end < end) {
      rest.add(new CellRange(other.end, end));
    }
    return List.copyOf(rest);
  }

  /** The same cells cut at UTC midnights, in order. */
  public List<OfDay> byDay() {
    List<OfDay> days = new ArrayList<>();
    for (long from = first; from < end; ) {
      LocalDate day = Cells.dayOf(from);
      int index = Cells.indexOf(from);
      long to = Math.min(end, from - index + Cells.PER_DAY);
      days.add(new OfDay(day, index, (int) (index + to - from)));
      from = to;
    }
    return List.copyOf(days);
  }

  /** The UTC days these cells lie in, in order. */
  public List<LocalDate> days() {
    return byDay().stream().map(OfDay::day).toList();
  }
}
