package io.marcado.bookings.scheduling;

import io.marcado.bookings.availability.Assignment;
import io.marcado.bookings.availability.FairAssignment;
import io.marcado.bookings.availability.Occupancy;
import io.marcado.bookings.availability.Slot;
import io.marcado.bookings.availability.Turns;
import io.marcado.bookings.explain.Candidate;
import io.marcado.bookings.explain.Check;
import io.marcado.bookings.explain.Explained;
import io.marcado.bookings.explain.ExplainedVisit;
import io.marcado.bookings.explain.Explainer;
import io.marcado.bookings.explain.Explanation;
import io.marcado.bookings.explain.Explanation.InTheWay;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.ledger.PresentTime;
import io.marcado.bookings.ledger.SessionSeats;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingFault;
import io.marcado.bookings.lifecycle.BookingFault.Plain;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.Offers;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.bookings.rules.VisitNeeds;
import io.marcado.bookings.scheduling.ExplainedClients.Booker;
import io.marcado.bookings.store.BookingIndex;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.ClassSessionStore;
import io.marcado.bookings.store.KeptTimes;
import io.marcado.domain.BookingId;
import io.marcado.domain.Permission;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.WindowBooking;
import io.marcado.identity.published.PeopleReader;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Explains why a time can be booked or not, by the rules, the rows and the places by which booking
 * decides. It judges the time alone: not whether the caller is signed in, or has a code.
 */
@Singleton
public final class Explanations {
  /** How far before a start other times are looked for. */
  public static final Duration BEFORE = Duration.ofDays(7);

  /** How far after it. */
  public static final Duration AFTER = Duration.ofDays(28);

  /** Of resources with many seats not all bookings are told. */
  private static final int MOST_BOOKINGS = 100;

  /** Ties between resources are broken by the id of a booking, and this is none yet. */
  static final BookingId NONE_YET = new BookingId("explained");

  private final Configurations configurations;
  private final DayRows rows;
  private final FreeTimes freeTimes;
  private final BookingIndex index;
  private final KeptTimes keptTimes;
  private final ClassSessionStore sessions;
  private final BlocksAround blocks;
  private final ExplainedClients clients;
  private final ExplainedClasses classes;
  private final TurnsReader turns;
  private final RequestExpiry requests;
  private final ExplainedVisits visits;

  Explanations(
      Configurations configurations,
      DayRows rows,
      FreeTimes freeTimes,
      BookingStore store,
      BookingIndex index,
      KeptTimes keptTimes,
      ClientLimits limits,
      PeopleReader people,
      ClassSessionStore sessions,
      SessionSeats seats,
      SessionBooking sessionBooking,
      BlocksAround blocks,
      TurnsReader turns,
      RequestExpiry requests) {
    this.configurations = configurations;
    this.rows = rows;
    this.freeTimes = freeTimes;
    this.index = index;
    this.keptTimes = keptTimes;
    this.sessions = sessions;
    this.blocks = blocks;
    this.clients = new ExplainedClients(store, limits, people);
    this.classes = new ExplainedClasses(sessions, seats, sessionBooking, freeTimes, clients);
    this.turns = turns;
    this.requests = requests;
    this.visits = new ExplainedVisits(rows, freeTimes, clients, this::inTheWay);
  }

  /** Explains a time, as the business is configured now. */
  public Result<Explained, AvailabilityRefusal> explain(ExplainQuestion question) {
    return clients.booker(question).then(booker -> explain(question, booker));
  }

  private Result<Explained, AvailabilityRefusal> explain(ExplainQuestion question, Booker booker) {
    SlotRequest slot = question.slot();
    Configuration configuration =
        configurations.ofService(question.actor().tenant(), slot.serviceId()).fresh().get();
    Optional<LocalTimeline.Gap> gap = configuration.settings().timeline().gap(slot.askedStart());
    if (gap.isPresent()) {
      return Result.refused(new AvailabilityRefusal.NoSuchTime(gap.get()));
    }
    if (configuration.offeredClass().isPresent()) {
      return Result.done(
          classes.explain(
              question,
              booker,
              configuration,
              searched(
                  configuration.settings().bookings().maximumAdvanceDays(),
                  configuration.settings().timeline(),
                  slot.start(),
                  question.now())));
    }
    Optional<ServiceNeeds> offered = configuration.offered();
    if (offered.isEmpty()) {
      return Result.refused(AvailabilityRefusal.Plain.NO_SERVICE_OF_RESOURCE);
    }
    ServiceNeeds all = offered.get();
    ServiceNeeds asked = slot.resourceId().map(all::withMain).orElse(all);
    return asked.mains().isEmpty() && slot.resourceId().isPresent()
        ? Result.refused(AvailabilityRefusal.Plain.UNSUITABLE_RESOURCE)
        : Result.done(explained(question, booker, configuration, all, asked));
  }

  /**
   * Explains when a visit can be booked, as the business is configured now.
   *
   * @param question whose slot has parts; refused as booking refuses what no time makes right
   */
  public Result<ExplainedVisit, BookingRefusal> explainVisit(ExplainQuestion question) {
    Configuration configuration =
        configurations
            .ofVisit(
                question.actor().tenant(),
                question.slot().visit().stream().map(AskedPart::serviceId).toList())
            .fresh()
            .get();
    // Its length is judged as booking judges it: one that nobody has is no question of time.
    List<BookingFault> faults = new ArrayList<>();
    Optional<VisitNeeds> needs =
        Visits.needs(question.slot().visit(), configuration, Set.of(), faults);
    BookingFault.NoSuchTime.of(question.slot().askedStart(), configuration.settings().timeline())
        .ifPresent(faults::add);
    if (!faults.isEmpty() || needs.isEmpty()) {
      return Result.refused(new BookingRefusal.Faulty(faults));
    }
    ExplainedVisit first = visits.explain(question, configuration, needs.get());
    return Result.done(
        first.refusal().filter(BookingRefusal::isOfTakenTime).isPresent()
                && requests.expire(question.actor().tenant(), question.now())
            ? visits.explain(question, configuration, needs.get())
            : first);
  }

  /** Booking gives up requests that have lapsed before it refuses a time, and so does this. */
  private Explanation explained(
      ExplainQuestion question,
      Booker booker,
      Configuration configuration,
      ServiceNeeds all,
      ServiceNeeds needs) {
    Explanation first = explain(question, booker, configuration, all, needs);
    return first.refusal().filter(BookingRefusal::isOfTakenTime).isPresent()
            && requests.expire(question.actor().tenant(), question.now())
        ? explain(question, booker, configuration, all, needs)
        : first;
  }

  private Explanation explain(
      ExplainQuestion question,
      Booker booker,
      Configuration configuration,
      ServiceNeeds all,
      ServiceNeeds needs) {
    BookingRules rules = configuration.rules(booker.actor(), question.now());
    LocalTimeline local = rules.timeline().as(question.slot().askedStart());
    Instant start = question.slot().start();
    Optional<Integer> minutes = question.slot().durationMinutes();
    Offers asked = Offers.of(needs, minutes);
    Optional<Set<SchedulingRule>> setAside =
        BookingRights.setAside(booker.actor(), start, Set.of(), rules.timeline(), question.now());
    Set<SchedulingRule> ignored = setAside.orElse(Set.of());
    Map<ResourceId, PresentTime> present =
        rows.present(
            question.actor().tenant(),
            all.resources().stream().map(BookableResource::id).toList(),
            FairAssignment.daysToRead(rules, Offers.of(all, minutes), start));
    Map<ResourceId, Occupancy> occupancies = new HashMap<>();
    present.forEach((id, found) -> occupancies.put(id, found.taken()));
    Turns whoseTurn =
        turns.of(
            question.actor().tenant(),
            rules.timeline(),
            asked,
            start,
            question.now(),
            booker::client);
    Optional<Assignment> chosen =
        directFirst(rules, asked)
            .map(
                by ->
                    FairAssignment.best(
                        fair(by, asked.allowed(), occupancies, whoseTurn, start, ignored),
                        Set.of()))
            .flatMap(Optional::stream)
            .findFirst();
    ServiceNeeds told = chosen.map(who -> asked.of(who.main())).orElseGet(() -> usual(asked));
    Interval time = time(rules, told, start);
    List<Slot> others =
        question
            .slot()
            .resourceId()
            .map(all::withoutMain)
            .map(rest -> Offers.of(rest, minutes).allowed())
            .filter(Offers::isPossible)
            .map(rest -> at(start, rest, rules, occupancies, ignored))
            .orElse(List.of());
    FreeTimes.Around around =
        freeTimes.around(
            new FreeTimes.Search(
                question.actor().tenant(),
                rules,
                searched(asked),
                Optional.of(new FreeTimes.Booker(booker.actor(), question.now()))),
            others,
            start,
            searched(
                configuration.settings().bookings().maximumAdvanceDays(),
                rules.timeline(),
                start,
                question.now()));
    Optional<BookingRefusal> ofClient = clients.limit(booker, time, question.now());
    Optional<BookingRefusal> refusal =
        ofTime(rules, asked, start, setAside)
            .or(
                () ->
                    chosen.isPresent()
                        ? Optional.empty()
                        : Optional.of(new BookingRefusal.SlotTaken(around.alternatives(), local)))
            .or(booker::whyBarred)
            .or(() -> ofClient);
    List<List<Candidate>> candidates =
        new Explainer(
                rules,
                asked,
                told,
                present,
                start,
                setAside,
                question.actor().may(Permission.BOOKINGS_READ))
            .candidates();
    return new Explanation(
        configuration.settings(),
        rules,
        local,
        question.now(),
        needs,
        time,
        refusal,
        ExplainedClients.checks(booker, ofClient),
        candidates,
        chosen.filter(_ -> refusal.isEmpty()),
        question.actor().may(Permission.CATALOG_READ),
        refusal.isEmpty() ? List.of() : around.alternatives(),
        around.before(),
        around.after(),
        inTheWay(question, candidates, present));
  }

  private static Interval time(BookingRules rules, ServiceNeeds offer, Instant start) {
    return rules.timeline().lasting(start, offer.service().durationMinutes());
  }

  /** Where nobody can do it, its time is that of the service's own terms, if somebody has these. */
  private static ServiceNeeds usual(Offers asked) {
    int minutes = asked.all().service().durationMinutes();
    return asked.each().stream()
        .filter(offer -> offer.service().durationMinutes() == minutes)
        .findFirst()
        .orElse(asked.each().getFirst());
  }

  /** Of a duration that nobody may have, other times are those of the usual one. */
  private static Offers searched(Offers asked) {
    Offers allowed = asked.allowed();
    return allowed.isEmpty() ? Offers.of(asked.all(), Optional.empty()) : allowed;
  }

  /** As booking does: a client gets what it can have directly before what waits for approval. */
  private static Stream<BookingRules> directFirst(BookingRules rules, Offers offers) {
    return rules.reach() == WindowBooking.APPROVAL
        ? Stream.concat(rules.lessReaching(offers.resources()).stream(), Stream.of(rules))
        : Stream.of(rules);
  }

  private static List<FairAssignment> fair(
      BookingRules rules,
      Offers offers,
      Map<ResourceId, Occupancy> occupancies,
      Turns turns,
      Instant start,
      Set<SchedulingRule> ignored) {
    return FairAssignment.of(rules, offers, occupancies, turns, start, NONE_YET, ignored);
  }

  /** A start with the main resources of each offer that could have the booking then. */
  private static List<Slot> at(
      Instant start,
      Offers offers,
      BookingRules rules,
      Map<ResourceId, Occupancy> occupancies,
      Set<SchedulingRule> ignored) {
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < offers.each().size(); i++) {
      int place = i;
      ServiceNeeds offer = offers.each().get(i);
      FreeTimes.at(
              time(rules, offer, start),
              offer,
              offers.told(offer),
              rules,
              by -> fair(by, offers, occupancies, Turns.NONE, start, ignored).get(place))
          .ifPresent(slots::add);
    }
    return slots;
  }

  /** What booking says of the time, before it looks whether it is free. */
  private static Optional<BookingRefusal> ofTime(
      BookingRules rules, Offers asked, Instant start, Optional<Set<SchedulingRule>> setAside) {
    List<BookingFault> faults = new ArrayList<>();
    boolean possible = asked.all().isPossible();
    if (!possible) {
      faults.add(Plain.UNSTAFFED_SERVICE);
    }
    if (setAside.isEmpty()) {
      faults.add(Plain.IN_THE_PAST);
    } else if (possible) {
      rules.judge(asked, start, setAside.get()).stream()
          .map(BookingFault.Broken::new)
          .forEach(faults::add);
    }
    return faults.isEmpty() ? Optional.empty() : Optional.of(new BookingRefusal.Faulty(faults));
  }

  /**
   * Where other times are looked for: around the start, or around the first or the last time that
   * can be booked, if that is nearer.
   */
  private static Interval searched(
      int daysAhead, LocalTimeline timeline, Instant start, Instant now) {
    Instant last = timeline.startOf(timeline.dateOf(now).plusDays(daysAhead + 1L));
    Instant near = start.isBefore(now) ? now : start.isAfter(last) ? last : start;
    return new Interval(near.minus(BEFORE), near.plus(AFTER));
  }

  /** What has time of a resource that is taken then. */
  private Optional<InTheWay> inTheWay(
      ExplainQuestion question,
      List<List<Candidate>> candidates,
      Map<ResourceId, PresentTime> present) {
    if (!question.actor().may(Permission.BOOKINGS_READ)) {
      return Optional.empty();
    }
    List<Candidate> taken =
        candidates.stream()
            .flatMap(List::stream)
            .filter(candidate -> candidate.checks().stream().anyMatch(Explanations::isOfTime))
            .toList();
    if (taken.isEmpty()) {
      return Optional.of(InTheWay.NOTHING);
    }
    List<ResourceId> ids =
        taken.stream().map(candidate -> candidate.resource().id()).distinct().toList();
    Interval longest =
        taken.stream()
            .map(candidate -> candidate.service().taken(candidate.time()))
            .max(Comparator.comparing(Interval::end))
            .orElseThrow();
    Interval around =
        CellRange.covering(longest)
            .interval()
            .widenedBy(BookableService.MAXIMUM_BUFFER, BookableService.MAXIMUM_BUFFER);
    Stream<Booking> bookings =
        Stream.concat(
            index
                .within(
                    question.actor().tenant(),
                    around,
                    Optional.of(ids).filter(all -> all.size() == 1).map(List::getFirst),
                    Optional.empty(),
                    question.now())
                .orElse(List.of())
                .stream(),
            keptTimes.within(question.actor().tenant(), around, question.now()).stream());
    return Optional.of(
        new InTheWay(
            bookings
                .filter(booking -> taken.stream().anyMatch(one -> one.meets(booking.held())))
                .distinct()
                .sorted(Comparator.comparing(booking -> booking.time().start()))
                .limit(MOST_BOOKINGS)
                .toList(),
            sessions.around(question.actor().tenant(), around).stream()
                .filter(session -> taken.stream().anyMatch(one -> one.meets(session.taken())))
                .limit(MOST_BOOKINGS)
                .toList(),
            // Rows say whether there is a block, so most times none is looked for.
            taken.stream().anyMatch(one -> isBlocked(one, present))
                ? blocks.within(question.actor(), around).stream()
                    .filter(block -> taken.stream().anyMatch(one -> one.meets(block.taken())))
                    .limit(MOST_BOOKINGS)
                    .toList()
                : List.of()));
  }

  private static boolean isBlocked(Candidate candidate, Map<ResourceId, PresentTime> present) {
    PresentTime time = present.get(candidate.resource().id());
    return time != null
        && time.taken().isBlocked(CellRange.covering(candidate.service().taken(candidate.time())));
  }

  private static boolean isOfTime(Check check) {
    return !check.works() && check.code().isOfTime();
  }
}
