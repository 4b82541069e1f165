package io.marcado.bookings.scheduling;

import io.marcado.bookings.availability.Alternatives;
import io.marcado.bookings.availability.FairAssignment;
import io.marcado.bookings.availability.FreeStarts;
import io.marcado.bookings.availability.Occupancy;
import io.marcado.bookings.availability.Slot;
import io.marcado.bookings.availability.SlotFinder;
import io.marcado.bookings.availability.VisitFinder;
import io.marcado.bookings.availability.VisitSlot;
import io.marcado.bookings.availability.VisitStarts;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.ledger.TakenTime;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.Offers;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.bookings.rules.VisitNeeds;
import io.marcado.bookings.store.BookingStore;
import io.marcado.domain.Actor;
import io.marcado.domain.ResourceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.Terms;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.WindowBooking;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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

  /** For whom free times are looked for, whose own bookings may be in the way. */
  sealed interface Asker {
    Actor actor();

    Instant now();
  }

  /** Somebody who wants to move a booking. The time that it has is free for it. */
  record Mover(Actor actor, Booking booking, Instant now) implements Asker {}

  /** Somebody who wants a new booking. */
  record Booker(Actor actor, Instant now) implements Asker {}

  /**
   * What free times are looked for.
   *
   * @param offers of allowed durations; at least one
   * @param asker empty for anybody who wants a new booking
   */
  record Search(TenantId tenant, BookingRules rules, Offers offers, Optional<Asker> asker) {
    Search with(Offers other) {
      return new Search(tenant, rules, other, asker);
    }
  }

  /**
   * What free times of a visit are looked for.
   *
   * @param asker as in {@link Search}
   */
  record VisitSearching(
      TenantId tenant, BookingRules rules, VisitNeeds needs, Optional<Asker> asker) {}

  /** The free starts of a visit within an interval. */
  VisitStarts within(VisitSearching search, Interval starts) {
    Map<ResourceId, Occupancy> occupancies =
        new HashMap<>(
            occupancies(
                search.tenant(),
                search.needs().resources().stream().map(BookableResource::id).toList(),
                VisitFinder.neededCells(search.needs(), starts)));
    if (search.asker().orElse(null) instanceof Mover mover) {
      giveBack(mover.booking().held(), occupancies);
    }
    List<Interval> inTheWay = search.asker().map(this::inTheWay).orElse(List.of());
    return new VisitFinder(search.rules())
        .find(search.needs(), occupancies, starts)
        .avoiding(inTheWay);
  }

  /**
   * The free times of a visit nearest to a taken one, up to seven days before and after, nearest
   * first.
   */
  List<VisitSlot> near(VisitSearching search, Instant asked) {
    return within(search, new Interval(asked.minus(WEEK), asked.plus(WEEK)))
        .nearest(asked, Alternatives.MAXIMUM);
  }

  /** The slots that start within an interval. It queries all resources in parallel. */
  FreeStarts within(Search search, Interval starts) {
    return within(search, starts, Map.of());
  }

  /**
   * The slots that start within an interval.
   *
   * @param read what {@link #occupancies} has read already; other resources and days are queried
   */
  FreeStarts within(Search search, Interval starts, Map<ResourceId, Occupancy> read) {
    return free(search, starts, inTheWay(search), read);
  }

  private FreeStarts free(
      Search search, Interval starts, List<Interval> inTheWay, Map<ResourceId, Occupancy> read) {
    CellRange cells = SlotFinder.neededCells(search.offers(), starts);
    Map<ResourceId, Occupancy> occupancies = new HashMap<>();
    List<ResourceId> unread = new ArrayList<>();
    for (BookableResource resource : search.offers().resources()) {
      Occupancy known = read.get(resource.id());
      if (known != null && known.covers(cells)) {
        occupancies.put(resource.id(), known);
      } else {
        unread.add(resource.id());
      }
    }
    occupancies.putAll(occupancies(search.tenant(), unread, cells));
    if (search.asker().orElse(null) instanceof Mover mover) {
      giveBack(mover.booking().held(), occupancies);
    }
    FreeStarts free = new SlotFinder(search.rules()).find(search.offers(), occupancies, starts);
    free.removeOverlapping(inTheWay);
    return free;
  }

  private List<Interval> inTheWay(Search search) {
    return search.asker().map(this::inTheWay).orElse(List.of());
  }

  /** The asker's own bookings that leave it no other one at the same time. */
  List<Interval> inTheWay(Asker asker) {
    // Without a login one may name the phone of somebody else, and learns nothing of its bookings.
    if (!(asker.actor() instanceof Actor.Person person)) {
      return List.of();
    }
    return limits
        .of(person, asker.now())
        .map(
            allowance ->
                switch (asker) {
                  case Mover mover -> store.inTheWay(person.tenant(), mover.booking(), allowance);
                  case Booker _ -> store.inTheWay(person.tenant(), person.id(), allowance);
                })
        .orElse(List.of());
  }

  /**
   * The time of an offer with the main resources that could have the booking then; empty when none
   * can.
   *
   * @param told the terms that the slot tells
   * @param fair the assignments by rules that reach further or less far
   */
  static Optional<Slot> at(
      Interval time,
      ServiceNeeds needs,
      Optional<Terms> told,
      BookingRules rules,
      Function<BookingRules, FairAssignment> fair) {
    List<ResourceId> free = needs.mainsOf(fair.apply(rules)::canHave);
    if (free.isEmpty()) {
      return Optional.empty();
    }
    List<ResourceId> restricted =
        rules
            .lessReaching(needs.resources())
            .map(less -> needs.mainsOf(fair.apply(less)::canHave))
            .map(direct -> free.stream().filter(id -> !direct.contains(id)).toList())
            .orElse(List.of());
    return Optional.of(
        new Slot(
            time,
            free,
            restricted,
            restricted.isEmpty() ? WindowBooking.DIRECT : rules.reach(),
            told));
  }

  /**
   * The free slots nearest to a taken time, at most {@value Alternatives#MAXIMUM}. First comes that
   * time with other main resources. The rest lies up to seven days before and after, nearest first.
   *
   * @param others slots of the other main resources that could have the booking at the asked time,
   *     as it is judged there: on a grid or not
   * @param present where the booking starts with the asked resource now, which is no alternative
   */
  List<Slot> near(Search search, List<Slot> others, Instant asked, Optional<Instant> present) {
    List<Interval> inTheWay = inTheWay(search);
    if (search.offers().isEmpty()) {
      return near(others, asked, inTheWay, List.of());
    }
    Interval fortnight = new Interval(asked.minus(WEEK), asked.plus(WEEK));
    List<Slot> free =
        free(search, fortnight, inTheWay, Map.of()).slots().stream()
            .filter(slot -> present.filter(slot.time().start()::equals).isEmpty())
            .toList();
    return near(others, asked, inTheWay, free);
  }

  private static List<Slot> near(
      List<Slot> others, Instant asked, List<Interval> inTheWay, List<Slot> free) {
    List<Slot> near = new ArrayList<>();
    others.stream()
        .filter(slot -> inTheWay.stream().noneMatch(slot.time()::overlaps))
        .forEach(near::add);
    near.addAll(Alternatives.nearest(free, asked));
    return near.stream().limit(Alternatives.MAXIMUM).toList();
  }

  /**
   * The free times around a start.
   *
   * @param alternatives what {@link #near} proposes
   * @param before the last slots before it, nearest first
   * @param after the first ones after it
   */
  record Around(List<Slot> alternatives, List<Slot> before, List<Slot> after) {}

  /**
   * The free slots around a start, at most {@value Alternatives#MAXIMUM} of each kind, by one round
   * of queries.
   *
   * @param others as in {@link #near}
   * @param starts where they are looked for
   */
  Around around(Search search, List<Slot> others, Instant asked, Interval starts) {
    List<Interval> inTheWay = inTheWay(search);
    List<Slot> free = free(search, starts, inTheWay, Map.of()).slots();
    List<Slot> week =
        free.stream()
            .filter(slot -> !slot.time().start().isBefore(asked.minus(WEEK)))
            .filter(slot -> slot.time().start().isBefore(asked.plus(WEEK)))
            .toList();
    return new Around(
        near(others, asked, inTheWay, week),
        free.reversed().stream()
            .filter(slot -> slot.time().start().isBefore(asked))
            .limit(Alternatives.MAXIMUM)
            .toList(),
        free.stream()
            .filter(slot -> slot.time().start().isAfter(asked))
            .limit(Alternatives.MAXIMUM)
            .toList());
  }

  /** The occupancies that {@link #within} needs, for nobody in particular. */
  Map<ResourceId, Occupancy> occupancies(Search search, Interval starts) {
    return occupancies(
        search.tenant(),
        search.offers().resources().stream().map(BookableResource::id).toList(),
        SlotFinder.neededCells(search.offers(), starts));
  }

  private Map<ResourceId, Occupancy> occupancies(
      TenantId tenant, List<ResourceId> resourceIds, CellRange cells) {
    return Parallel.ask(
        resourceIds,
        id -> rows.occupancy(tenant, id, Cells.dayOf(cells.first()), Cells.dayOf(cells.end() - 1)));
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
