package io.marcado.bookings.ledger;

import io.marcado.bookings.ledger.DayRows.Place;
import io.marcado.domain.ResourceId;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.CellRange.OfDay;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Time that a block takes of some resources.
 *
 * @param id its own: a block that moves takes its new time under another one, so that no late write
 *     of the one is taken for the other
 * @param resourceIds those whose time it takes
 * @param cells of each of them
 */
public record BlockedTime(String id, List<ResourceId> resourceIds, CellRange cells) {
  public BlockedTime {
    resourceIds = List.copyOf(resourceIds);
  }

  /**
   * A row of which it takes time.
   *
   * @param cells those of the row's day
   */
  public record Part(ResourceId resourceId, OfDay cells) {
    Place place() {
      return new Place(resourceId, cells.day());
    }
  }

  /** The parts of all rows, one resource after the other. */
  public List<Part> parts() {
    List<OfDay> days = cells.byDay();
    return resourceIds.stream()
        .flatMap(resource -> days.stream().map(day -> new Part(resource, day)))
        .toList();
  }

  /** The cells of one UTC day; empty when it takes none of them. */
  public Optional<OfDay> on(LocalDate day) {
    CellRange all = CellRange.ofDay(day);
    long from = Math.max(cells.first(), all.first());
    long to = Math.min(cells.end(), all.end());
    return from < to
        ? Optional.of(new OfDay(day, (int) (from - all.first()), (int) (to - all.first())))
        : Optional.empty();
  }

  /** The same time, as what stands in the way of it is looked for. */
  public List<TakenTime> wanted() {
    return resourceIds.stream().map(resource -> new TakenTime(resource, cells, 1)).toList();
  }
}
