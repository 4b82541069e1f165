package io.marcado.bookings.scheduling;

import io.marcado.bookings.availability.FairAssignment;
import io.marcado.bookings.availability.Occupancy;
import io.marcado.bookings.availability.SlotFinder;
import io.marcado.bookings.availability.Turns;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.BrokenRule;
import io.marcado.bookings.rules.Offers;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.bookings.scheduling.SeriesPlan.Choice;
import io.marcado.bookings.scheduling.SeriesPlan.Conflict;
import io.marcado.bookings.scheduling.SeriesPlan.Outcome;
import io.marcado.bookings.scheduling.SeriesPlan.Planned;
import io.marcado.domain.Actor;
import io.marcado.domain.BookingId;
import io.marcado.domain.Ids;
import io.marcado.domain.ResourceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Plans a series: each occurrence is judged by the rules and the rows of a booking. The resource
 * that can have most of them gets all that it can, so that a client sees the same person each time.
 */
final class SeriesPlanning {
  private final DayRows rows;
  private final FreeTimes freeTimes;
  private final TenantId tenant;
  private final Actor actor;
  private final SeriesRequest request;
  private final Configuration configuration;
  private final BookingRules rules;
  private final Offers offers;
  private final Offers others;
  private final List<Interval> ofClient;
  private final Instant now;
  private final LocalTimeline timeline;

  /**
   * @param offers of allowed durations, with the asked resource if one is asked for
   * @param others the same with all resources, for alternatives
   * @param ofClient the client's own bookings, which none of these may overlap
   */
  SeriesPlanning(
      DayRows rows,
      FreeTimes freeTimes,
      Actor actor,
      SeriesRequest request,
      Configuration configuration,
      Offers offers,
      Offers others,
      List<Interval> ofClient,
      Instant now) {
    this.rows = rows;
    this.freeTimes = freeTimes;
    this.tenant = actor.tenant();
    this.actor = actor;
    this.request = request;
    this.configuration = configuration;
    this.rules = configuration.rules(actor, now);
    this.offers = offers;
    this.others = others;
    this.ofClient = ofClient;
    this.now = now;
    this.timeline = configuration.settings().timeline();
  }

  BookingRules rules() {
    return rules;
  }

  /** An occurrence with what decides about it. */
  private record Asked(
      int number,
      Instant start,
      Optional<Set<SchedulingRule>> ignored,
      List<BrokenRule> broken,
      Map<ResourceId, Occupancy> occupancy) {
    boolean keepsTheRules() {
      return ignored.isPresent() && broken.isEmpty();
    }
  }

  /** The plan for these starts. */
  SeriesPlan plan(List<Instant> starts) {
    // One query for each resource over all of it reads less than the days one by one.
    LocalDate first = days(starts.getFirst()).getFirst();
    LocalDate last = days(starts.getLast()).getLast();
    Map<ResourceId, Occupancy> occupancy =
        Parallel.ask(resourceIds(), id -> rows.occupancy(tenant, id, first, last));
    List<Asked> asked = asked(starts, 0, occupancy);
    Optional<ResourceId> preferred = preferred(asked);
    List<Planned> planned = new ArrayList<>();
    for (Asked one : asked) {
      Planned next = planned(one, preferred);
      // Those that follow find its time taken, as they will when it is made.
      next.booked().ifPresent(choice -> take(choice, occupancy));
      planned.add(next);
    }
    return new SeriesPlan(configuration.settings(), request.planHash(), planned);
  }

  private static void take(Choice choice, Map<ResourceId, Occupancy> occupancy) {
    CellRange cells = CellRange.covering(choice.offer().service().taken(choice.time()));
    choice
        .who()
        .resourceIds()
        .forEach(id -> Objects.requireNonNull(occupancy.get(id)).add(cells, 1));
  }

  /** One occurrence anew, after somebody took its time. */
  Planned again(Planned planned) {
    Optional<ResourceId> preferred = planned.booked().map(choice -> choice.who().main().id());
    Map<ResourceId, Occupancy> occupancy =
        rows.occupancies(tenant, resourceIds(), days(planned.asked()));
    return planned(
        asked(List.of(planned.asked()), planned.number(), occupancy).getFirst(), preferred);
  }

  private List<Asked> asked(
      List<Instant> starts, int firstNumber, Map<ResourceId, Occupancy> occupancy) {
    List<Asked> asked = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      Instant start = starts.get(i);
      Optional<Set<SchedulingRule>> ignored =
          BookingRights.setAside(actor, start, request.booking().ignored(), timeline, now);
      asked.add(
          new Asked(
              firstNumber + i,
              start,
              ignored,
              ignored.map(aside -> rules.judge(offers, start, aside)).orElse(List.of()),
              occupancy));
    }
    return asked;
  }

  private List<ResourceId> resourceIds() {
    return Stream.concat(offers.resources().stream(), others.resources().stream())
        .map(BookableResource::id)
        .distinct()
        .toList();
  }

  /** The UTC days of whose rows a booking then, and an alternative on that date, need to know. */
  private List<LocalDate> days(Instant start) {
    CellRange cells = SlotFinder.neededCells(others, dateOf(start));
    List<LocalDate> judged = FairAssignment.daysToRead(rules, others, start);
    LocalDate first = earlier(Cells.dayOf(cells.first()), judged.getFirst());
    LocalDate last = later(Cells.dayOf(cells.end() - 1), judged.getLast());
    return first.datesUntil(last.plusDays(1)).toList();
  }

  private static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }

  private static LocalDate later(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }

  private Interval dateOf(Instant start) {
    return timeline.day(timeline.dateOf(start));
  }

  /** The main resource that can have most; empty when there is no choice. */
  private Optional<ResourceId> preferred(List<Asked> asked) {
    List<BookableResource> mains =
        offers.each().stream().flatMap(offer -> offer.mains().stream()).toList();
    if (mains.size() < 2) {
      return mains.stream().findFirst().map(BookableResource::id);
    }
    Map<ResourceId, Integer> had = new HashMap<>();
    for (Asked one : asked) {
      if (one.keepsTheRules()) {
        List<FairAssignment> fair = fair(rules, offers, one, one.start());
        for (int i = 0; i < fair.size(); i++) {
          FairAssignment assignment = fair.get(i);
          offers
              .each()
              .get(i)
              .mainsOf(assignment::canHave)
              .forEach(id -> had.merge(id, 1, Integer::sum));
        }
      }
    }
    // Of equals none is favoured over many series, and a plan is the same when it is made again.
    return mains.stream()
        .map(BookableResource::id)
        .max(
            Comparator.<ResourceId>comparingInt(id -> had.getOrDefault(id, 0))
                .thenComparing(id -> Ids.derived(List.of(request.planHash(), id.value()))));
  }

  private List<FairAssignment> fair(BookingRules by, Offers of, Asked asked, Instant start) {
    return FairAssignment.of(
        by,
        of,
        asked.occupancy(),
        Turns.NONE,
        start,
        new BookingId(Ids.derived(List.of(request.planHash(), Integer.toString(asked.number())))),
        asked.ignored().orElse(Set.of()));
  }

  private Planned planned(Asked asked, Optional<ResourceId> preferred) {
    Optional<Choice> choice =
        asked.keepsTheRules() ? choice(offers, asked, asked.start(), preferred) : Optional.empty();
    Optional<Conflict> conflict =
        asked.ignored().isEmpty()
            ? Optional.of(Conflict.past())
            : !asked.broken().isEmpty()
                ? Optional.of(Conflict.broken(asked.broken()))
                : choice.isEmpty()
                    ? Optional.of(Conflict.taken())
                    : choice.filter(this::isOverlapping).map(_ -> Conflict.overlapping());
    Optional<Choice> alternative =
        conflict.isPresent() ? alternative(asked, preferred) : Optional.empty();
    return new Planned(
        asked.number(),
        asked.start(),
        asked.start().plus(Duration.ofMinutes(offers.longestMinutes())),
        choice.filter(_ -> conflict.isEmpty()),
        conflict,
        alternative,
        conflict.isEmpty() ? Outcome.BOOK : otherwise(alternative.isPresent()));
  }

  private Outcome otherwise(boolean hasAlternative) {
    return switch (request.onConflict()) {
      case FAIL -> Outcome.CONFLICT;
      case SKIP -> Outcome.SKIP;
      case SHIFT -> hasAlternative ? Outcome.SHIFT : Outcome.CONFLICT;
    };
  }

  private boolean isOverlapping(Choice choice) {
    return ofClient.stream().anyMatch(choice.time()::overlaps);
  }

  /** Who has it at a start: the preferred one if that can, else the fairest. */
  private Optional<Choice> choice(
      Offers of, Asked asked, Instant start, Optional<ResourceId> preferred) {
    for (BookingRules by : BookingCreation.directFirst(rules, of)) {
      Optional<Choice> found =
          preferred
              .map(of::withMain)
              .filter(one -> !one.isEmpty())
              .flatMap(one -> best(by, one, asked, start))
              .or(() -> best(by, of, asked, start));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Choice> best(BookingRules by, Offers of, Asked asked, Instant start) {
    return FairAssignment.best(fair(by, of, asked, start), Set.of())
        .map(
            who -> {
              ServiceNeeds offer = of.of(who.main());
              int minutes = offer.service().durationMinutes();
              return new Choice(
                  by.timeline().lasting(start, minutes),
                  offer,
                  who,
                  BookingRights.needsApproval(actor, configuration.settings())
                      || rules.isByAppointment(offer.service(), who.resources(), start, minutes));
            });
  }

  /**
   * The nearest time of that date: with the asked resource if there is one, else with the preferred
   * one if that has any, else with anybody.
   */
  private Optional<Choice> alternative(Asked asked, Optional<ResourceId> preferred) {
    Map<Boolean, Offers> attempts = new LinkedHashMap<>();
    preferred
        .map(others::withMain)
        .filter(one -> !one.isEmpty())
        .ifPresent(one -> attempts.put(true, one));
    attempts.put(false, others);
    for (Offers of : attempts.values()) {
      Optional<Choice> nearest =
          freeTimes
              .within(
                  new FreeTimes.Search(
                      tenant, rules, of, Optional.of(new FreeTimes.Booker(actor, now))),
                  dateOf(asked.start()),
                  asked.occupancy())
              .slots()
              .stream()
              .map(slot -> slot.time().start())
              .distinct()
              .sorted(
                  Comparator.<Instant, Duration>comparing(
                          start -> Duration.between(asked.start(), start).abs())
                      .thenComparing(Comparator.naturalOrder()))
              .map(start -> choice(of, asked, start, preferred))
              .flatMap(Optional::stream)
              .filter(choice -> !isOverlapping(choice))
              .findFirst();
      if (nearest.isPresent()) {
        return nearest;
      }
    }
    return Optional.empty();
  }
}
