package io.marcado.bookings.availability;

import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.CellSet;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongFunction;

/** The free starts of a visit. It assigns people only for the starts that are shown. */
public final class VisitStarts {
  private final CellSet starts;
  private final LongFunction<VisitSlot> slots;
  private final List<Interval> avoided;

  VisitStarts(CellSet starts, LongFunction<VisitSlot> slots) {
    this(starts, slots, List.of());
  }

  private VisitStarts(CellSet starts, LongFunction<VisitSlot> slots, List<Interval> avoided) {
    this.starts = starts;
    this.slots = slots;
    this.avoided = List.copyOf(avoided);
  }

  /** No starts at all. */
  public static VisitStarts none() {
    return new VisitStarts(
        CellSet.none(new CellRange(0, 1)),
        _ -> {
          throw new IllegalStateException("there is no start");
        });
  }

  /** The same without those at which the visit would overlap one of these. */
  public VisitStarts avoiding(List<Interval> inTheWay) {
    return new VisitStarts(starts, slots, inTheWay);
  }

  /** How many there are at most. */
  public int count() {
    return starts.count();
  }

  /** The slots, by start. */
  public List<VisitSlot> slots() {
    return cells().stream().map(slots::apply).filter(this::isFree).toList();
  }

  /** The slots nearest to an instant; of two equally near ones, the earlier comes first. */
  public List<VisitSlot> nearest(Instant asked, int most) {
    long middle = Cells.containing(asked);
    return cells().stream()
        .filter(cell -> !Cells.start(cell).equals(asked))
        .sorted(
            Comparator.<Long>comparingLong(cell -> Math.abs(cell - middle))
                .thenComparing(Comparator.naturalOrder()))
        .map(slots::apply)
        .filter(this::isFree)
        .limit(most)
        .toList();
  }

  private boolean isFree(VisitSlot slot) {
    return avoided.stream().noneMatch(slot.assignment().time()::overlaps);
  }

  private List<Long> cells() {
    List<Long> cells = new ArrayList<>();
    for (long cell = starts.next(starts.range().first());
        cell < starts.range().end();
        cell = starts.next(cell + 1)) {
      cells.add(cell);
    }
    return cells;
  }
}
