package io.marcado.bookings.ledger;

import io.marcado.domain.ResourceId;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Cells;
import io.marcado.platform.table.Item;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Time that a booking has taken from one resource, including its buffers. The booking stores
 * exactly what it took, so that it gives back exactly this, even if its service has changed since.
 *
 * @param cells the cells it took
 * @param seats how many seats in each of them, one or more
 */
public record TakenTime(ResourceId resourceId, CellRange cells, int seats) {
  public TakenTime {
    if (seats < 1) {
      throw new IllegalArgumentException("at least one seat");
    }
  }

  /** As a booking's item has it. */
  public Item toItem() {
    return Item.builder()
        .text("r", resourceId.value())
        .number("f", cells.first())
        .number("t", cells.end())
        .number("s", seats)
        .build();
  }

  /** What a booking's item says that it has taken. */
  public static List<TakenTime> of(Item booking) {
    return booking.items("taken").stream().map(TakenTime::from).toList();
  }

  /** The same of {@link #toItem}. */
  public static TakenTime from(Item taken) {
    return new TakenTime(
        new ResourceId(taken.text("r")),
        new CellRange(taken.number("f"), taken.number("t")),
        taken.integer("s"));
  }

  /**
   * The same so much later.
   *
   * @param later whole cells; negative for earlier
   */
  public TakenTime later(Duration later) {
    long more = later.dividedBy(Duration.ofMinutes(Cells.MINUTES));
    return new TakenTime(
        resourceId, new CellRange(cells.first() + more, cells.end() + more), seats);
  }

  /**
   * The same without what is taken twice, as few pieces as it can be: what several parts of one
   * booking take of a resource, which all take the same number of seats.
   */
  public static List<TakenTime> merged(List<TakenTime> all) {
    Map<ResourceId, List<TakenTime>> byResource = new LinkedHashMap<>();
    all.forEach(
        taken -> byResource.computeIfAbsent(taken.resourceId(), _ -> new ArrayList<>()).add(taken));
    List<TakenTime> merged = new ArrayList<>();
    for (List<TakenTime> pieces : byResource.values()) {
      pieces.sort(Comparator.comparingLong(piece -> piece.cells().first()));
      TakenTime last = pieces.getFirst();
      for (TakenTime next : pieces.subList(1, pieces.size())) {
        if (next.cells().first() <= last.cells().end()) {
          last =
              new TakenTime(
                  last.resourceId(),
                  new CellRange(
                      last.cells().first(), Math.max(last.cells().end(), next.cells().end())),
                  last.seats());
        } else {
          merged.add(last);
          last = next;
        }
      }
      merged.add(last);
    }
    return List.copyOf(merged);
  }

  /** What one takes without what the other takes. */
  public static List<TakenTime> minus(List<TakenTime> one, List<TakenTime> other) {
    List<TakenTime> all = new ArrayList<>();
    for (TakenTime more : one) {
      List<CellRange> rest = List.of(more.cells());
      for (TakenTime taken : other) {
        if (taken.resourceId().equals(more.resourceId())) {
          rest = rest.stream().flatMap(range -> range.minus(taken.cells()).stream()).toList();
        }
      }
      rest.forEach(range -> all.add(new TakenTime(more.resourceId(), range, more.seats())));
    }
    return List.copyOf(all);
  }

  /** What both take together. What they take of the same cells of a resource counts once. */
  public static List<TakenTime> union(List<TakenTime> one, List<TakenTime> other) {
    List<TakenTime> all = new ArrayList<>(one);
    all.addAll(minus(other, one));
    return List.copyOf(all);
  }
}
