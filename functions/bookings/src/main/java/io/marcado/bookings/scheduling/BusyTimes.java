package io.marcado.bookings.scheduling;

import io.marcado.bookings.availability.Occupancy;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.catalog.published.CatalogReader;
import io.marcado.domain.ResourceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the busy times of resources. Clients may know no more of the bookings of others. */
@Singleton
public final class BusyTimes {
  /** Each is a read of its own. */
  public static final int MOST_RESOURCES = 100;

  private final SettingsReader settings;
  private final CatalogReader catalog;
  private final DayRows rows;

  BusyTimes(SettingsReader settings, CatalogReader catalog, DayRows rows) {
    this.settings = settings;
    this.catalog = catalog;
    this.rows = rows;
  }

  /** Time of a resource without a free seat. */
  public record Busy(ResourceId resourceId, Interval time) {}

  /**
   * Busy times.
   *
   * @param timeline local time of the calendar
   */
  public record Taken(LocalTimeline timeline, List<Busy> times) {}

  /**
   * The busy times of resources on some dates, merged, for clients.
   *
   * @return empty when no resource is named and there are more than {@value #MOST_RESOURCES}
   */
  public Optional<Taken> taken(TenantId tenant, CalendarFilter filter) {
    LocalTimeline timeline = filter.timeline(settings.get(tenant));
    return filter
        .resourceId()
        .map(id -> Optional.of(catalog.resource(tenant, id).stream().toList()))
        .orElseGet(() -> catalog.activeResources(tenant, MOST_RESOURCES))
        .map(
            resources ->
                new Taken(
                    timeline,
                    filter
                        .dates()
                        .in(timeline)
                        .map(asked -> taken(tenant, asked, resources))
                        .orElse(List.of())));
  }

  private List<Busy> taken(TenantId tenant, Interval asked, List<BookableResource> found) {
    Map<ResourceId, BookableResource> resources = new LinkedHashMap<>();
    found.forEach(resource -> resources.put(resource.id(), resource));
    CellRange cells = CellRange.covering(asked);
    Map<ResourceId, Occupancy> occupancies =
        Parallel.ask(
            resources.keySet(),
            id ->
                rows.occupancy(
                    tenant, id, Cells.dayOf(cells.first()), Cells.dayOf(cells.end() - 1)));
    List<Busy> busy = new ArrayList<>();
    occupancies.forEach(
        (id, occupancy) -> {
          BookableResource resource = resources.get(id);
          if (resource != null) {
            full(occupancy, cells, resource.capacity())
                .forEach(time -> busy.add(new Busy(id, time)));
          }
        });
    busy.sort(
        Comparator.<Busy, Instant>comparing(one -> one.time().start())
            .thenComparing(one -> one.resourceId().value()));
    return busy;
  }

  private static List<Interval> full(Occupancy occupancy, CellRange cells, int capacity) {
    List<Interval> full = new ArrayList<>();
    long first = -1;
    for (long cell = cells.first(); cell <= cells.end(); cell++) {
      boolean taken = cell < cells.end() && occupancy.isFull(cell, capacity);
      if (taken && first < 0) {
        first = cell;
      } else if (!taken && first >= 0) {
        full.add(new CellRange(first, cell).interval());
        first = -1;
      }
    }
    return full;
  }
}
