package io.marcado.bookings.scheduling;

import io.marcado.bookings.availability.Alternatives;
import io.marcado.bookings.availability.Occupancy;
import io.marcado.bookings.availability.Slot;
import io.marcado.bookings.availability.SlotFinder;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.ledger.TakenTime;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.bookings.store.BookingStore;
import io.marcado.domain.Actor;
import io.marcado.domain.ResourceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Interval;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds free times in the day rows, of one service. */
@Singleton
public final class FreeTimes {
  private static final Duration WEEK = Duration.ofDays(7);

  private final DayRows rows;
  private final BookingStore store;
  private final ClientLimits limits;

  FreeTimes(DayRows rows, BookingStore store, ClientLimits limits) {
    this.rows = rows;
    this.store = store;
    this.limits = limits;
  }

  /**
   * Somebody who wants to move a booking. The time that it has is free for it, and the client's
   * other bookings may be in its way.
   */
  record Mover(Actor actor, Booking booking, Instant now) {}

  /**
   * What free times are looked for.
   *
   * @param needs of a booking as long as its service
   * @param mover empty for a new booking
   */
  record Search(TenantId tenant, BookingRules rules, ServiceNeeds needs, Optional<Mover> mover) {
    Search with(ServiceNeeds other) {
      return new Search(tenant, rules, other, mover);
    }
  }

  /** The slots that start within an interval. It queries all resources in parallel. */
  List<Slot> within(Search search, Interval starts) {
    return outOfTheWay(
        search,
        new SlotFinder(search.rules()).find(search.needs(), occupancies(search, starts), starts));
  }

  private List<Slot> outOfTheWay(Search search, List<Slot> free) {
    List<Interval> inTheWay = search.mover().map(this::inTheWay).orElse(List.of());
    return inTheWay.isEmpty()
        ? free
        : free.stream().filter(slot -> inTheWay.stream().noneMatch(slot.time()::overlaps)).toList();
  }

  private List<Interval> inTheWay(Mover mover) {
    // A guest may hold a booking for the phone of somebody else, and learns nothing of the others.
    if (mover.actor() instanceof Actor.Guest) {
      return List.of();
    }
    return limits
        .of(mover.actor(), mover.now())
        .map(allowance -> store.inTheWay(mover.actor().tenant(), mover.booking(), allowance))
        .orElse(List.of());
  }

  /**
   * The free slots nearest to a taken time, at most {@value Alternatives#MAXIMUM}. First comes that
   * time with other main resources. The rest lies up to seven days before and after, nearest first.
   *
   * @param others the other main resources that could have the booking at the asked time, as it is
   *     judged there: on a grid or not
   * @param present where the booking starts with the asked resource now, which is no alternative
   */
  List<Slot> near(
      Search search, List<ResourceId> others, Instant asked, Optional<Instant> present) {
    List<Slot> near = new ArrayList<>();
    if (!others.isEmpty()) {
      Interval time = Interval.ofMinutes(asked, search.needs().service().durationMinutes());
      near.addAll(outOfTheWay(search, List.of(new Slot(time, others))));
    }
    Interval fortnight = new Interval(asked.minus(WEEK), asked.plus(WEEK));
    List<Slot> free =
        within(search, fortnight).stream()
            .filter(slot -> present.filter(slot.time().start()::equals).isEmpty())
            .toList();
    near.addAll(Alternatives.nearest(free, asked));
    return near.stream().limit(Alternatives.MAXIMUM).toList();
  }

  private Map<ResourceId, Occupancy> occupancies(Search search, Interval starts) {
    CellRange cells = SlotFinder.neededCells(search.needs().service(), starts);
    Map<ResourceId, Occupancy> occupancies =
        Parallel.ask(
            search.needs().resources().stream().map(BookableResource::id).toList(),
            id ->
                rows.occupancy(
                    search.tenant(), id, Cells.dayOf(cells.first()), Cells.dayOf(cells.end() - 1)));
    search.mover().ifPresent(mover -> giveBack(mover.booking().held(), occupancies));
    return occupancies;
  }

  /** Counts the time that a booking has as free, as it is for this booking. */
  static void giveBack(List<TakenTime> own, Map<ResourceId, Occupancy> occupancies) {
    for (TakenTime taken : own) {
      Occupancy occupancy = occupancies.get(taken.resourceId());
      if (occupancy != null) {
        long first = Math.max(taken.cells().first(), occupancy.known().first());
        long end = Math.min(taken.cells().end(), occupancy.known().end());
        if (first < end) {
          occupancy.add(new CellRange(first, end), -taken.seats());
        }
      }
    }
  }
}
