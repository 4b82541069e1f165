package io.marcado.bookings.scheduling;

import io.marcado.bookings.availability.Alternatives;
import io.marcado.bookings.availability.Occupancy;
import io.marcado.bookings.availability.Slot;
import io.marcado.bookings.availability.SlotFinder;
import io.marcado.bookings.ledger.DayRow;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.domain.ResourceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Interval;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds free times in the day rows, of one service. */
@Singleton
public final class FreeTimes {
  private static final Duration WEEK = Duration.ofDays(7);

  private final DayRows rows;

  FreeTimes(DayRows rows) {
    this.rows = rows;
  }

  /** The slots that start within an interval. It queries all resources in parallel. */
  public List<Slot> within(
      TenantId tenant, BookingRules rules, ServiceNeeds needs, Interval starts) {
    return new SlotFinder(rules).find(needs, occupancies(tenant, needs, starts), starts);
  }

  /**
   * The free slots nearest to a taken time. It looks in the given rows first. If they show too few
   * slots, it reads the seven days from that time on.
   *
   * @param known by resource id
   */
  List<Slot> near(
      TenantId tenant,
      BookingRules rules,
      ServiceNeeds needs,
      Instant asked,
      Map<ResourceId, Occupancy> known) {
    CellRange day = CellRange.ofDay(Cells.dayOf(Cells.containing(asked)));
    List<Slot> near = Alternatives.nearest(rules, needs, known, asked, day.interval());
    if (near.size() >= Alternatives.MAXIMUM) {
      return near;
    }
    Interval week = new Interval(day.interval().start(), day.interval().start().plus(WEEK));
    return Alternatives.nearest(rules, needs, occupancies(tenant, needs, week), asked, week);
  }

  /** The occupancy in the rows of a refusal: one day of each resource. */
  static Map<ResourceId, Occupancy> known(List<DayRow> returned) {
    Map<ResourceId, Occupancy> known = new HashMap<>();
    for (DayRow row : returned) {
      Occupancy occupancy = Occupancy.ofDays(row.day(), row.day());
      row.addTo(occupancy);
      known.putIfAbsent(row.resourceId(), occupancy);
    }
    return known;
  }

  private Map<ResourceId, Occupancy> occupancies(
      TenantId tenant, ServiceNeeds needs, Interval starts) {
    CellRange cells = SlotFinder.neededCells(needs.service(), starts);
    return Parallel.ask(
        needs.resources().stream().map(BookableResource::id).toList(),
        id -> rows.occupancy(tenant, id, Cells.dayOf(cells.first()), Cells.dayOf(cells.end() - 1)));
  }
}
