package io.marcado.bookings.availability;

import static java.util.Objects.requireNonNull;

import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.DistinctChoice;
import io.marcado.bookings.rules.Offers;
import io.marcado.bookings.rules.Part;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.domain.BookingId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.catalog.AssignmentRule;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Interval;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Shares work fairly. Of the main resources that could do a booking, it prefers the one that the
 * service's rule names. Of those that the rule leaves, and of those of groups, it prefers the one
 * with the least time taken on the start's local day, in proportion to its seats. A hash of booking
 * and resource breaks ties. So the same booking always gets the same order, and over many bookings
 * no resource is favoured.
 */
public final class FairAssignment {
  /** Most items in one BatchGetItem. */
  private static final int MOST_ROWS = 100;

  private final List<List<BookableResource>> preferences;
  private final Map<ResourceId, Candidate> candidates;

  private FairAssignment(
      List<List<BookableResource>> preferences, Map<ResourceId, Candidate> candidates) {
    this.preferences = preferences;
    this.candidates = candidates;
  }

  /**
   * The same for each offer, in their order.
   *
   * @param turns of the main resources
   * @param ignored rules that staff set aside
   */
  public static List<FairAssignment> of(
      BookingRules rules,
      Offers offers,
      Map<ResourceId, Occupancy> occupancy,
      Turns turns,
      Instant start,
      BookingId bookingId,
      Set<SchedulingRule> ignored) {
    return offers.each().stream()
        .map(
            offer ->
                of(
                    rules,
                    offer,
                    occupancy,
                    turns,
                    start,
                    offer.service().durationMinutes(),
                    bookingId,
                    ignored))
        .toList();
  }

  /**
   * The best of the best assignments of several offers: the one whose main resource comes first by
   * the service's rule.
   */
  public static Optional<Assignment> best(List<FairAssignment> offers, Set<ResourceId> lost) {
    if (offers.size() == 1) {
      return offers.getFirst().best(lost);
    }
    Map<Assignment, Candidate> best = new HashMap<>();
    for (FairAssignment offer : offers) {
      offer
          .best(lost)
          .ifPresent(
              found -> best.put(found, requireNonNull(offer.candidates.get(found.main().id()))));
    }
    return best.entrySet().stream()
        .min(Map.Entry.comparingByValue(Candidate.FIRST))
        .map(Map.Entry::getKey);
  }

  /**
   * Orders the resources that could do a booking at a time.
   *
   * @param occupancy by resource id, of at least {@link #daysToRead}; a resource that is missing
   *     here gets no part
   * @param durationMinutes a multiple of 5 from 5 to 10080
   * @param bookingId the tie breaker
   * @param ignored rules that staff set aside
   */
  public static FairAssignment of(
      BookingRules rules,
      ServiceNeeds needs,
      Map<ResourceId, Occupancy> occupancy,
      Instant start,
      int durationMinutes,
      BookingId bookingId,
      Set<SchedulingRule> ignored) {
    return of(rules, needs, occupancy, Turns.NONE, start, durationMinutes, bookingId, ignored);
  }

  /**
   * The same with what the service's rule needs to know of other days.
   *
   * @param turns of the main resources
   */
  public static FairAssignment of(
      BookingRules rules,
      ServiceNeeds needs,
      Map<ResourceId, Occupancy> occupancy,
      Turns turns,
      Instant start,
      int durationMinutes,
      BookingId bookingId,
      Set<SchedulingRule> ignored) {
    Interval booked = rules.timeline().lasting(start, durationMinutes);
    CellRange taken = CellRange.covering(needs.service().taken(booked));
    Interval day = rules.timeline().day(rules.timeline().dateOf(start));
    Map<ResourceId, Candidate> candidates = new HashMap<>();
    for (BookableResource resource : needs.resources()) {
      Occupancy seats = occupancy.get(resource.id());
      if (seats != null && seats.isFree(taken, resource.capacity())) {
        candidates.put(
            resource.id(),
            new Candidate(
                turn(needs.service(), resource, seats, turns, start, durationMinutes, day),
                (double) seats.seatMinutes(day) / resource.capacity(),
                tieBreak(bookingId, resource.id())));
      }
    }
    Comparator<BookableResource> fairest =
        Comparator.comparing(
            resource -> requireNonNull(candidates.get(resource.id())), Candidate.LEAST_LOADED);
    Comparator<BookableResource> first =
        Comparator.comparing(
            resource -> requireNonNull(candidates.get(resource.id())), Candidate.FIRST);
    List<List<BookableResource>> parts = needs.parts();
    List<List<BookableResource>> preferences = new ArrayList<>(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      Part part = i == 0 ? Part.MAIN : Part.FURTHER;
      preferences.add(
          parts.get(i).stream()
              .filter(resource -> candidates.containsKey(resource.id()))
              .filter(
                  resource ->
                      rules.allows(
                          needs.service(), resource, part, start, durationMinutes, ignored))
              .sorted(part == Part.MAIN ? first : fairest)
              .toList());
    }
    return new FairAssignment(preferences, candidates);
  }

  /** What the service's rule says of a main resource before its load of the day counts. */
  private static double turn(
      BookableService service,
      BookableResource main,
      Occupancy seats,
      Turns turns,
      Instant start,
      int durationMinutes,
      Interval day) {
    AssignmentRule rule = service.assignment();
    return switch (rule.kind()) {
      case LEAST_OF_DAY -> 0;
      case LONGEST_WAITING -> {
        long first = CellRange.covering(day).first();
        yield seats.lastTaken(new CellRange(first, Math.max(first, Cells.containing(start))));
      }
      case WEIGHT ->
          turns.minutes().isEmpty()
              ? 0
              : (double) (turns.minutes().getOrDefault(main.id(), 0L) + durationMinutes)
                  / rule.weight(main.id());
      case PRIORITY -> rule.place(main.id());
      case LAST_TIME -> turns.lastTime().filter(main.id()::equals).isPresent() ? 0 : 1;
    };
  }

  /** The same, but these come first in each part that they could have. */
  public FairAssignment preferring(Collection<ResourceId> resourceIds) {
    return new FairAssignment(
        preferences.stream()
            .map(
                part ->
                    part.stream()
                        .sorted(Comparator.comparing(member -> !resourceIds.contains(member.id())))
                        .toList())
            .toList(),
        candidates);
  }

  /**
   * The UTC days whose rows decide: those of the booking with its buffers, and those of the start's
   * local day. These are two days, rarely three, without a gap. If that makes more rows than one
   * batch can read, it returns only the days of the booking, and compares the resources by these.
   */
  public static List<LocalDate> daysToRead(
      BookingRules rules, ServiceNeeds needs, Instant start, int durationMinutes) {
    return daysToRead(
        rules,
        CellRange.covering(needs.service().taken(rules.timeline().lasting(start, durationMinutes))),
        needs.resources().size(),
        start);
  }

  /**
   * The same by what is taken.
   *
   * @param resources how many there are
   */
  static List<LocalDate> daysToRead(
      BookingRules rules, CellRange taken, int resources, Instant start) {
    CellRange day = CellRange.covering(rules.timeline().day(rules.timeline().dateOf(start)));
    List<LocalDate> all =
        days(new CellRange(Math.min(taken.first(), day.first()), Math.max(taken.end(), day.end())));
    return all.size() * resources <= MOST_ROWS ? all : days(taken);
  }

  /** The same for several offers: the days of the longest. */
  public static List<LocalDate> daysToRead(BookingRules rules, Offers offers, Instant start) {
    return daysToRead(rules, offers.all(), start, offers.longestMinutes());
  }

  static List<LocalDate> days(CellRange cells) {
    return Cells.dayOf(cells.first()).datesUntil(Cells.dayOf(cells.end() - 1).plusDays(1)).toList();
  }

  /**
   * The best assignment without the resources that others took meanwhile. Call it again with one
   * more id after each lost race. It is empty when no assignment is left.
   *
   * @param lost ids of resources whose time another booking took
   */
  public Optional<Assignment> best(Set<ResourceId> lost) {
    List<List<BookableResource>> left =
        preferences.stream()
            .map(part -> part.stream().filter(member -> !lost.contains(member.id())).toList())
            .toList();
    return DistinctChoice.best(left).map(Assignment::new);
  }

  /** Who could have each part, best first. */
  List<List<BookableResource>> preferences() {
    return preferences;
  }

  /** The compared facts of a main resource that could have the booking. */
  Candidate candidate(BookableResource main) {
    return requireNonNull(candidates.get(main.id()));
  }

  /** True when this main resource could have the booking, with somebody for each other part. */
  public boolean canHave(BookableResource main) {
    List<List<BookableResource>> parts = new ArrayList<>(preferences);
    parts.set(0, preferences.getFirst().contains(main) ? List.of(main) : List.of());
    return DistinctChoice.isPossible(parts);
  }

  /** A 64-bit FNV-1a of both ids, with its bits well mixed. */
  private static long tieBreak(BookingId bookingId, ResourceId resourceId) {
    long hash = 0xcbf29ce484222325L;
    String text = bookingId.value() + '/' + resourceId.value();
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    return hash ^ (hash >>> 33);
  }

  /**
   * A resource that is free.
   *
   * @param turn by the service's rule, the least first; it counts for main resources only
   * @param load of the day
   */
  record Candidate(double turn, double load, long tieBreak) {
    static final Comparator<Candidate> LEAST_LOADED =
        Comparator.comparingDouble(Candidate::load).thenComparingLong(Candidate::tieBreak);
    static final Comparator<Candidate> FIRST =
        Comparator.comparingDouble(Candidate::turn).thenComparing(LEAST_LOADED);
  }
}
