package io.marcado.bookings.availability;

import io.marcado.bookings.availability.VisitAssignment.Placed;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.DistinctChoice;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.bookings.rules.VisitNeeds;
import io.marcado.bookings.rules.VisitNeeds.Stage;
import io.marcado.domain.BookingId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Interval;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives out the parts of a visit at one start. A person who has a part of the visit already comes
 * first, so that a client changes hands as seldom as can be; then the fairest, as for every
 * booking.
 *
 * <p>When a part begins depends on how long those before it take, and that on who does them. So it
 * tries the ways one after the other. Whether the rest can be done from a moment on does not depend
 * on how that moment was reached, so each moment is tried once for each stage: never more often
 * than {@link VisitNeeds#MOST_WAYS} times the number of stages.
 */
public final class VisitSearch {
  private final BookingRules rules;
  private final VisitNeeds needs;
  private final Map<ResourceId, Occupancy> occupancy;
  private final BookingId bookingId;
  private final Set<SchedulingRule> ignored;
  private final Collection<ResourceId> preferred;
  private final List<Turns> turns;
  private final Set<Moment> inVain = new HashSet<>();

  private record Moment(int stage, Instant start) {}

  /**
   * One way to do a stage.
   *
   * @param strangers how many of its resources are new to the visit
   * @param first the main resource of its first part, by the rule of that service
   */
  private record Option(
      List<ServiceNeeds> way, List<Placed> parts, long strangers, FairAssignment.Candidate first) {
    static final Comparator<Option> BEST =
        Comparator.comparingLong(Option::strangers)
            .thenComparing(Option::first, FairAssignment.Candidate.FIRST);
  }

  /**
   * A search for one booking.
   *
   * @param occupancy by resource id, of at least {@link #daysToRead}; a resource that is missing
   *     here gets no part
   * @param bookingId the tie breaker
   * @param ignored rules that staff set aside
   * @param preferred resources that the booking has already
   */
  public VisitSearch(
      BookingRules rules,
      VisitNeeds needs,
      Map<ResourceId, Occupancy> occupancy,
      BookingId bookingId,
      Set<SchedulingRule> ignored,
      Collection<ResourceId> preferred) {
    this(
        rules,
        needs,
        occupancy,
        bookingId,
        ignored,
        preferred,
        Collections.nCopies(needs.steps().size(), Turns.NONE));
  }

  private VisitSearch(
      BookingRules rules,
      VisitNeeds needs,
      Map<ResourceId, Occupancy> occupancy,
      BookingId bookingId,
      Set<SchedulingRule> ignored,
      Collection<ResourceId> preferred,
      List<Turns> turns) {
    this.rules = rules;
    this.needs = needs;
    this.occupancy = occupancy;
    this.bookingId = bookingId;
    this.ignored = ignored;
    this.preferred = preferred;
    this.turns = turns;
  }

  /** The same when nobody had a booking: what the rules alone allow. */
  public static VisitSearch byRulesAlone(
      BookingRules rules,
      VisitNeeds needs,
      Instant start,
      BookingId bookingId,
      Set<SchedulingRule> ignored) {
    Map<ResourceId, Occupancy> empty = new HashMap<>();
    List<LocalDate> days = FairAssignment.days(taken(needs, start));
    for (BookableResource resource : needs.resources()) {
      empty.put(resource.id(), Occupancy.ofDays(days.getFirst(), days.getLast()));
    }
    return new VisitSearch(rules, needs, empty, bookingId, ignored, Set.of());
  }

  /** The same, but these come first in each part that they could have. */
  public VisitSearch preferring(Collection<ResourceId> resourceIds) {
    return new VisitSearch(rules, needs, occupancy, bookingId, ignored, resourceIds, turns);
  }

  /**
   * The same with what the rules of the services need to know of other days.
   *
   * @param known of each part, in order
   */
  public VisitSearch byTurns(List<Turns> known) {
    return new VisitSearch(rules, needs, occupancy, bookingId, ignored, preferred, known);
  }

  /**
   * The UTC days whose rows decide: those of the visit with its buffers, and as for every booking
   * those of the start's local day if these are not too many.
   */
  public static List<LocalDate> daysToRead(BookingRules rules, VisitNeeds needs, Instant start) {
    return FairAssignment.daysToRead(rules, taken(needs, start), needs.resources().size(), start);
  }

  private static CellRange taken(VisitNeeds needs, Instant start) {
    CellRange booked = CellRange.covering(Interval.ofMinutes(start, needs.longestMinutes()));
    return new CellRange(booked.first() - needs.cellsBefore(), booked.end() + needs.cellsAfter());
  }

  /** The best assignment at this start; empty when there is none. */
  public Optional<VisitAssignment> at(Instant start) {
    return from(0, start, List.copyOf(preferred)).map(VisitAssignment::new);
  }

  private Optional<List<Placed>> from(int index, Instant start, Collection<ResourceId> had) {
    if (index == needs.stages().size()) {
      return Optional.of(List.of());
    }
    Moment moment = new Moment(index, start);
    if (inVain.contains(moment)) {
      return Optional.empty();
    }
    for (Option option : options(index, start, had)) {
      Set<ResourceId> known = new HashSet<>(had);
      option.parts().forEach(part -> known.addAll(part.resourceIds()));
      int gap = index + 1 < needs.stages().size() ? needs.stages().get(index + 1).gapMinutes() : 0;
      Optional<List<Placed>> rest =
          from(
              index + 1,
              start.plus(Duration.ofMinutes(VisitNeeds.minutes(option.way()) + gap)),
              known);
      if (rest.isPresent()) {
        List<Placed> all = new ArrayList<>(option.parts());
        all.addAll(rest.get());
        return Optional.of(all);
      }
    }
    inVain.add(moment);
    return Optional.empty();
  }

  private List<Option> options(int index, Instant start, Collection<ResourceId> had) {
    Stage stage = needs.stages().get(index);
    int first = needs.stages().subList(0, index).stream().mapToInt(one -> one.steps().size()).sum();
    List<Option> options = new ArrayList<>();
    for (List<ServiceNeeds> way : stage.ways()) {
      List<List<BookableResource>> preferences = new ArrayList<>();
      List<FairAssignment> fair = new ArrayList<>();
      for (int i = 0; i < way.size(); i++) {
        ServiceNeeds step = way.get(i);
        FairAssignment one =
            FairAssignment.of(
                    rules,
                    step,
                    occupancy,
                    turns.get(first + i),
                    start,
                    step.service().durationMinutes(),
                    bookingId,
                    VisitNeeds.ignored(index == 0 && i == 0, ignored))
                .preferring(had);
        fair.add(one);
        preferences.addAll(one.preferences());
      }
      DistinctChoice.best(preferences)
          .ifPresent(
              choice -> {
                List<Placed> parts = VisitAssignment.placed(stage, way, choice, start);
                options.add(
                    new Option(
                        way,
                        parts,
                        choice.stream().filter(one -> !had.contains(one.id())).count(),
                        fair.getFirst().candidate(choice.getFirst())));
              });
    }
    options.sort(Option.BEST);
    return options;
  }
}
