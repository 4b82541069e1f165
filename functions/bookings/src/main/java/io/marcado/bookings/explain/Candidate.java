package io.marcado.bookings.explain;

import io.marcado.bookings.ledger.TakenTime;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Interval;
import java.util.List;

/**
 * A resource that a booking may get, with each rule's answer.
 *
 * @param service on the terms by which this resource is judged
 * @param time of a booking with it
 * @param checks in the order in which people ask
 */
public record Candidate(
    BookableResource resource, BookableService service, Interval time, List<Check> checks) {
  public Candidate {
    checks = List.copyOf(checks);
  }

  /** True when nothing is in the way of this resource. */
  public boolean works() {
    return checks.stream().allMatch(Check::works);
  }

  /** True when it need only begin and end while it is open. */
  boolean lastsDays() {
    return service.durationMinutes() >= Cells.MINUTES_OF_DAY;
  }

  /** True when some of this is time of it that this booking would need, buffers included. */
  public boolean meets(List<TakenTime> taken) {
    CellRange cells = CellRange.covering(service.taken(time));
    return taken.stream()
        .anyMatch(
            part ->
                part.resourceId().equals(resource.id())
                    && part.cells().first() < cells.end()
                    && cells.first() < part.cells().end());
  }
}
