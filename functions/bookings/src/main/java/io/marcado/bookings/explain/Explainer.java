package io.marcado.bookings.explain;

import io.marcado.bookings.ledger.PresentTime;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.Offers;
import io.marcado.bookings.rules.Part;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.domain.ResourceId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Interval;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks every rule about every resource that a booking at one time may get. */
public final class Explainer {
  private final BookingRules rules;
  private final Offers offers;
  private final ServiceNeeds further;
  private final Map<ResourceId, PresentTime> present;
  private final Instant start;
  private final Optional<Set<SchedulingRule>> setAside;
  private final boolean forStaff;

  /**
   * @param offers for the asked duration, allowed or not; each main resource is judged by its own
   * @param further the one of these by which what it also needs is judged
   * @param present of every resource, on the days of the longest offer with its buffers
   * @param setAside the rules that do not judge the start; empty when it is in the past
   * @param forStaff tells blocks from bookings
   */
  public Explainer(
      BookingRules rules,
      Offers offers,
      ServiceNeeds further,
      Map<ResourceId, PresentTime> present,
      Instant start,
      Optional<Set<SchedulingRule>> setAside,
      boolean forStaff) {
    this.rules = rules;
    this.offers = offers;
    this.further = further;
    this.present = present;
    this.start = start;
    this.setAside = setAside;
    this.forStaff = forStaff;
  }

  /** The candidates for each need, the main one first. */
  public List<List<Candidate>> candidates() {
    return candidates(true);
  }

  /** The same of what begins when it can: a part of a visit that is not the first. */
  public List<List<Candidate>> candidatesOffGrid() {
    return candidates(false);
  }

  private List<List<Candidate>> candidates(boolean onGrid) {
    List<List<Candidate>> candidates = new ArrayList<>();
    for (List<BookableResource> resources : offers.all().parts()) {
      Part part = candidates.isEmpty() ? Part.MAIN : Part.FURTHER;
      candidates.add(
          resources.stream().map(resource -> candidate(resource, part, onGrid)).toList());
    }
    return candidates;
  }

  private Candidate candidate(BookableResource resource, Part part, boolean onGrid) {
    BookableService service = (part == Part.MAIN ? offers.of(resource) : further).service();
    int minutes = service.durationMinutes();
    Set<SchedulingRule> broken = EnumSet.noneOf(SchedulingRule.class);
    broken.addAll(rules.broken(service, resource, part, start, minutes, setAside.orElse(Set.of())));
    List<Check> checks = new ArrayList<>();
    checks.add(hours(resource, minutes, !broken.contains(SchedulingRule.OPENING_HOURS)));
    checks.add(check(CheckCode.NOTICE, SchedulingRule.NOTICE, broken));
    checks.add(check(CheckCode.HORIZON, SchedulingRule.HORIZON, broken));
    if (part == Part.MAIN && onGrid) {
      checks.add(check(CheckCode.INTERVAL, SchedulingRule.INTERVAL, broken));
    }
    if (part == Part.MAIN) {
      // What it also needs lasts as long as the main one.
      checks.add(check(CheckCode.DURATION, SchedulingRule.DURATION, broken));
    }
    PresentTime time = present.get(resource.id());
    if (time != null) {
      checks.addAll(ofTime(service, resource, time));
    }
    return new Candidate(resource, service, rules.timeline().lasting(start, minutes), checks);
  }

  private Check check(CheckCode code, SchedulingRule rule, Set<SchedulingRule> broken) {
    return Check.of(code, rule, broken, setAside);
  }

  private Check hours(BookableResource resource, int minutes, boolean open) {
    Optional<LocalDate> opened = opened(resource);
    LocalDate date = opened.orElse(rules.timeline().dateOf(start));
    if (!open && opened.isPresent() && minutes >= Cells.MINUTES_OF_DAY) {
      // It begins while it is open, so it does not end so.
      date = rules.timeline().dateOf(rules.timeline().lasting(start, minutes).end());
    }
    return Check.ofHours(
        switch (rules.windows().source(resource, date)) {
          case OVERRIDE -> CheckCode.OVERRIDE;
          case CLOSED_DATE -> CheckCode.CLOSED;
          case SPECIAL_DATE -> CheckCode.SPECIAL;
          case HOLIDAY -> CheckCode.HOLIDAY;
          case SEASON -> CheckCode.SEASON;
          case WEEK -> CheckCode.OPEN;
        },
        open,
        date);
  }

  /** A window over midnight is of the date on which it opens, also for what would end too late. */
  private Optional<LocalDate> opened(BookableResource resource) {
    long cell = Cells.containing(start);
    return rules.windows().of(resource, new CellRange(cell, cell + 1), rules.reach()).stream()
        .map(window -> rules.timeline().dateOf(Cells.start(window.cells().first())))
        .findFirst();
  }

  private CheckCode seats(BookableResource resource, boolean blocked) {
    if (blocked && forStaff) {
      return CheckCode.BLOCK;
    }
    // To clients a block looks as bookings would.
    return resource.capacity() == 1 ? CheckCode.TAKEN : CheckCode.CAPACITY;
  }

  private List<Check> ofTime(BookableService service, BookableResource resource, PresentTime time) {
    List<Check> checks = new ArrayList<>();
    Interval booked = rules.timeline().lasting(start, service.durationMinutes());
    CellRange own = CellRange.covering(booked);
    CheckCode seats = seats(resource, time.taken().isBlocked(own));
    checks.add(
        time.heldUntil(own, resource.capacity())
            .map(Check::held)
            .orElseGet(() -> Check.of(seats, time.taken().isFree(own, resource.capacity()))));
    if (service.bufferBeforeMinutes() + service.bufferAfterMinutes() > 0) {
      CellRange all = CellRange.covering(service.taken(booked));
      checks.add(
          Check.of(
              CheckCode.BUFFER,
              all.minus(own).stream()
                  .allMatch(cells -> time.taken().isFree(cells, resource.capacity()))));
    }
    return checks;
  }
}
