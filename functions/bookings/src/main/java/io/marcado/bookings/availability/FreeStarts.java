package io.marcado.bookings.availability;

import io.marcado.domain.ResourceId;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.CellSet;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The free starts of a service, as one set of cells for each main resource. Two months of fifty
 * resources are a million entries of an answer, and a few kilobytes here: so whether they are too
 * many is asked before there are any objects.
 */
public final class FreeStarts {
  private final int durationMinutes;
  private final CellSet any;
  private final List<ResourceId> mains = new ArrayList<>();
  private final List<CellSet> found = new ArrayList<>();

  /**
   * No starts.
   *
   * @param range in which starts will be
   */
  FreeStarts(int durationMinutes, CellRange range) {
    this.durationMinutes = durationMinutes;
    this.any = CellSet.none(range);
  }

  /** No starts at all. */
  public static FreeStarts none() {
    return new FreeStarts(Cells.MINUTES, new CellRange(0, 1));
  }

  /** Adds the starts of a main resource. */
  void add(ResourceId main, CellSet starts) {
    if (!starts.isEmpty()) {
      mains.add(main);
      found.add(starts);
      any.or(starts);
    }
  }

  /** Removes the starts at which the service would overlap one of these intervals. */
  public void removeOverlapping(List<Interval> inTheWay) {
    for (Interval interval : inTheWay) {
      CellRange cells = CellRange.covering(interval);
      long first = cells.first() - durationMinutes / Cells.MINUTES + 1;
      any.remove(first, cells.end());
      found.forEach(starts -> starts.remove(first, cells.end()));
    }
  }

  /**
   * The sum over all slots, without making them.
   *
   * @param slot what one counts without its resources
   * @param resource what each of its resources adds
   */
  public long sum(int slot, ToIntFunction<ResourceId> resource) {
    long sum = (long) slot * any.count();
    for (int i = 0; i < mains.size(); i++) {
      sum += (long) resource.applyAsInt(mains.get(i)) * found.get(i).count();
    }
    return sum;
  }

  /** The slots, by start. */
  public List<Slot> slots() {
    List<Slot> slots = new ArrayList<>(any.count());
    ResourceId[] free = new ResourceId[mains.size()];
    for (long cell = any.next(any.range().first());
        cell < any.range().end();
        cell = any.next(cell + 1)) {
      int count = 0;
      for (int i = 0; i < free.length; i++) {
        if (found.get(i).contains(cell)) {
          free[count++] = mains.get(i);
        }
      }
      slots.add(
          new Slot(
              Interval.ofMinutes(Cells.start(cell), durationMinutes),
              List.of(Arrays.copyOf(free, count))));
    }
    return slots;
  }
}
