package io.marcado.bookings.scheduling;

import io.marcado.bookings.availability.Turns;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.rules.Offers;
import io.marcado.bookings.store.BookingIndex;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads what a service's rule of assignment needs to know beyond the start's day: nothing for most
 * rules. The reads are eventually consistent. See ADR 43.
 */
@Singleton
final class TurnsReader {
  /** The start's day and the six before it. */
  private static final int DAYS_BEFORE = 6;

  private final DayRows rows;
  private final BookingIndex index;

  TurnsReader(DayRows rows, BookingIndex index) {
    this.rows = rows;
    this.index = index;
  }

  /**
   * What the rule needs to know about a booking.
   *
   * @param client whose last time counts; asked for only if the rule needs it
   */
  Turns of(
      TenantId tenant,
      LocalTimeline timeline,
      Offers offers,
      Instant start,
      Instant now,
      Supplier<Optional<PersonId>> client) {
    List<ResourceId> mains = offers.all().mainsOf(_ -> true);
    if (mains.size() < 2) {
      return Turns.NONE;
    }
    return switch (offers.all().service().assignment().kind()) {
      case LEAST_OF_DAY, LONGEST_WAITING, PRIORITY -> Turns.NONE;
      case WEIGHT -> new Turns(minutes(tenant, timeline, mains, start), Optional.empty());
      case LAST_TIME ->
          new Turns(Map.of(), client.get().flatMap(id -> index.lastOf(tenant, id, now, mains)));
    };
  }

  private Map<ResourceId, Long> minutes(
      TenantId tenant, LocalTimeline timeline, List<ResourceId> mains, Instant start) {
    LocalDate day = timeline.dateOf(start);
    Interval week = timeline.days(day.minusDays(DAYS_BEFORE), day);
    CellRange cells = CellRange.covering(week);
    Map<ResourceId, Long> minutes = new HashMap<>();
    Parallel.ask(
            mains,
            id ->
                rows.occupancy(
                    tenant, id, Cells.dayOf(cells.first()), Cells.dayOf(cells.end() - 1)))
        .forEach((id, taken) -> minutes.put(id, taken.seatMinutes(week)));
    return minutes;
  }
}
