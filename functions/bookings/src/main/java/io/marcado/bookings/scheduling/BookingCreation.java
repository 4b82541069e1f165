package io.marcado.bookings.scheduling;

import io.marcado.bookings.availability.Assignment;
import io.marcado.bookings.availability.FairAssignment;
import io.marcado.bookings.availability.Occupancy;
import io.marcado.bookings.availability.Slot;
import io.marcado.bookings.availability.Turns;
import io.marcado.bookings.ledger.DayRow;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.ledger.SessionSeats;
import io.marcado.bookings.lifecycle.ApprovalRequest;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingFault;
import io.marcado.bookings.lifecycle.BookingFault.Plain;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.lifecycle.HoldTerms;
import io.marcado.bookings.lifecycle.ManageAccess;
import io.marcado.bookings.lifecycle.StaffNotes;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.rules.ApprovalRule;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.CancellationRule;
import io.marcado.bookings.rules.Offers;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.bookings.rules.VisitNeeds;
import io.marcado.bookings.scheduling.SlotRequest.AskedSeats;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.CreateOutcome;
import io.marcado.domain.Actor;
import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalStart;
import io.marcado.domain.time.WindowBooking;
import io.marcado.identity.published.ClientRecord;
import io.marcado.identity.published.PhoneProofs;
import io.marcado.platform.table.OptimisticRetry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Creates bookings, for every actor by the same rules and in the same ledger. */
@Singleton
public final class BookingCreation {
  private final Configurations configurations;
  private final BookingStore store;
  private final DayRows rows;
  private final FreeTimes freeTimes;
  private final Admission admission;
  private final ClientLimits limits;
  private final HoldLimits holdLimits;
  private final SessionBooking sessionBooking;
  private final ShownClients clients;
  private final TurnsReader turns;
  private final RequestExpiry requests;
  private final Ids ids;

  BookingCreation(
      Configurations configurations,
      BookingStore store,
      DayRows rows,
      FreeTimes freeTimes,
      Admission admission,
      ClientLimits limits,
      HoldLimits holdLimits,
      SessionBooking sessionBooking,
      ShownClients clients,
      TurnsReader turns,
      RequestExpiry requests,
      Ids ids) {
    this.configurations = configurations;
    this.store = store;
    this.rows = rows;
    this.freeTimes = freeTimes;
    this.admission = admission;
    this.limits = limits;
    this.holdLimits = holdLimits;
    this.sessionBooking = sessionBooking;
    this.clients = clients;
    this.turns = turns;
    this.requests = requests;
    this.ids = ids;
  }

  /** Creates a booking of seats of a session, likewise. */
  public Result<Booked, BookingRefusal> book(Actor actor, SessionRequest request, Instant now) {
    return admission.booking(
        actor,
        request.said(),
        () ->
            sessionBooking
                .slot(actor.tenant(), request.place())
                .mapRefusal(refusal -> admission.withAll(refusal, actor, request, false, now))
                .then(slot -> bookCounted(actor, request.details().apply(slot), now)));
  }

  /** Creates a booking. For a retry, finds the booking that the first request created. */
  public Result<Booked, BookingRefusal> book(Actor actor, BookingRequest request, Instant now) {
    return admission.booking(actor, request, () -> bookCounted(actor, request, now));
  }

  private Result<Booked, BookingRefusal> bookCounted(
      Actor actor, BookingRequest request, Instant now) {
    return admission
        .begin(actor, request, now)
        .then(attempt -> admission.end(attempt, book(attempt)))
        .map(booked -> booked.shown(actor, clients));
  }

  /** True when an earlier request with the same key has made a booking. */
  boolean hasMade(Actor actor, BookingRequest request, Instant now) {
    return BookingRights.whom(actor, request)
            instanceof Result.Done<Whom, BookingRefusal>(Whom whom)
        && earlier(BookingAttempt.of(actor, request, whom, Optional.empty(), ids, now)).isPresent();
  }

  /**
   * Holds a time, by the same rules and in the same ledger, until it is booked, given back or over.
   *
   * @param request without a client and without texts: both are said when it is booked
   */
  public Result<Booked, BookingRefusal> hold(Actor actor, BookingRequest request, Instant now) {
    return admission.holding(actor, () -> holdCounted(actor, request, now));
  }

  private Result<Booked, BookingRefusal> holdCounted(
      Actor actor, BookingRequest request, Instant now) {
    return admission.beginHold(actor, request, now).then(this::book);
  }

  /** Holds seats of a session, likewise. */
  public Result<Booked, BookingRefusal> hold(Actor actor, SessionRequest request, Instant now) {
    return admission.holding(
        actor,
        () ->
            sessionBooking
                .slot(actor.tenant(), request.place())
                .mapRefusal(refusal -> admission.withAll(refusal, actor, request, true, now))
                .then(slot -> holdCounted(actor, request.details().apply(slot), now)));
  }

  private Result<Booked, BookingRefusal> book(BookingAttempt attempt) {
    // Before the try of a code is counted: retries would use up the tries of their own code.
    Optional<CreateOutcome> before =
        attempt.proof().isPresent() ? earlier(attempt) : Optional.empty();
    return configurations
        .of(attempt.tenant(), attempt.request().slot())
        .decide(
            configuration -> {
              if (before.isPresent()) {
                return booked(before.get(), attempt, configuration);
              }
              Result<Booked, BookingRefusal> decided = decide(attempt, configuration);
              // A retry of a successful request must not be refused.
              return decided
                  .whyRefused()
                  .filter(BookingRefusal::mayMeetARetry)
                  .flatMap(refusal -> earlier(attempt, refusal))
                  .map(outcome -> booked(outcome, attempt, configuration))
                  .orElse(decided);
            });
  }

  private Optional<CreateOutcome> earlier(BookingAttempt attempt) {
    return attempt.holds()
        ? store.earlierHold(attempt.tenant(), attempt.repeatable())
        : store.earlier(attempt.tenant(), attempt.repeatable());
  }

  /**
   * The same after a refusal. Where many retries came at once, those beyond the tries of the code
   * find it used up before the first one has written its booking, and look again.
   */
  private Optional<CreateOutcome> earlier(BookingAttempt attempt, BookingRefusal refusal) {
    return attempt.repeatable().hasKey()
            && refusal instanceof BookingRefusal.NotProved(PhoneProofs.Expired _)
        ? OptimisticRetry.untilWritten(
            () -> earlier(attempt).map(Optional::of), Optional::<CreateOutcome>empty)
        : earlier(attempt);
  }

  private Result<Booked, BookingRefusal> decide(
      BookingAttempt attempt, Configuration configuration) {
    Optional<BookingRefusal> closed = Admission.closed(attempt, configuration.settings());
    if (closed.isPresent()) {
      return Result.refused(closed.get());
    }
    BookingRequest request = attempt.request();
    List<BookingFault> faults = new ArrayList<>();
    Admission.foreignPhone(attempt, configuration.settings()).ifPresent(faults::add);
    if (!BookingTexts.fit(request.notes(), request.customFields())) {
      faults.add(Plain.FIELDS_TOO_LARGE);
    }
    boolean reachable = admission.isReachable(attempt, faults);
    Optional<BookingFault> noTime =
        BookingFault.NoSuchTime.of(
            request.slot().askedStart(), configuration.settings().timeline());
    Optional<Set<SchedulingRule>> ignored =
        noTime.isPresent()
            ? Optional.empty()
            : BookingRights.setAside(
                attempt.actor(),
                request.slot().start(),
                request.ignored(),
                configuration.settings().timeline(),
                attempt.now());
    Optional<Supplier<Result<Booked, BookingRefusal>>> placing =
        request.slot().visit().isEmpty()
            ? judged(attempt, configuration, ignored, faults)
            : judgedVisit(attempt, configuration, ignored, faults);
    if (ignored.isEmpty()) {
      faults.add(noTime.orElse(Plain.IN_THE_PAST));
    }
    if (!faults.isEmpty() || placing.isEmpty()) {
      return Result.refused(new BookingRefusal.Faulty(faults));
    }
    // Last, so that a request with faults costs no try of the code.
    return Admission.unproved(attempt, configuration.settings())
        .<Result<Booked, BookingRefusal>>map(Result::refused)
        .orElseGet(placing.get())
        .map(booked -> booked.reaching(reachable && !admission.isBarred(attempt, booked.booking())))
        .map(booked -> admission.entered(attempt, booked));
  }

  /**
   * How an appointment, or seats of a session, get their time once nothing is wrong with it.
   *
   * @param ignored rules that staff set aside; empty for a time in the past
   * @param faults collects the faults
   */
  private Optional<Supplier<Result<Booked, BookingRefusal>>> judged(
      BookingAttempt attempt,
      Configuration configuration,
      Optional<Set<SchedulingRule>> ignored,
      List<BookingFault> faults) {
    BookingRequest request = attempt.request();
    Optional<Offers> asked =
        (request.slot().seats().isPresent()
                ? sessionBooking.needs(request.slot(), configuration, faults)
                : needs(attempt, configuration, faults))
            .map(attempt::offers);
    if (asked.isEmpty() || ignored.isEmpty()) {
      return Optional.empty();
    }
    configuration
        .rules(attempt.actor(), attempt.now())
        .judge(
            asked.get(),
            request.slot().start(),
            SessionRules.ignored(request.slot(), ignored.get()))
        .stream()
        .map(broken -> request.slot().seats().isPresent() ? broken.at("/sessionId") : broken)
        .forEach(broken -> faults.add(new BookingFault.Broken(broken)));
    Offers offers =
        ignored.get().contains(SchedulingRule.DURATION)
            ? asked.get().asAsked()
            : asked.get().allowed();
    return Optional.of(() -> place(attempt, configuration, offers, ignored.get()));
  }

  /** The same for a visit. */
  private Optional<Supplier<Result<Booked, BookingRefusal>>> judgedVisit(
      BookingAttempt attempt,
      Configuration configuration,
      Optional<Set<SchedulingRule>> ignored,
      List<BookingFault> faults) {
    SlotRequest slot = attempt.request().slot();
    Optional<VisitNeeds> needs =
        Visits.needs(slot.visit(), configuration, ignored.orElse(Set.of()), faults);
    if (needs.isEmpty() || ignored.isEmpty()) {
      return Optional.empty();
    }
    faults.addAll(
        Visits.judge(
            configuration.rules(attempt.actor(), attempt.now()),
            needs.get(),
            slot.start(),
            attempt.bookingId(),
            ignored.get()));
    return Optional.of(
        () ->
            new VisitPlacing(attempt, configuration, needs.get(), ignored.get())
                .placed(
                    rows,
                    freeTimes,
                    admission,
                    holdLimits,
                    () -> hasFreed(attempt),
                    step -> whoseTurn(attempt, configuration, step.offers()),
                    admitted -> draft -> create(admitted, configuration, draft)));
  }

  /**
   * The needs of the booking. If the requested resource cannot do the service, it falls back to all
   * that can, so that it can judge the time too.
   *
   * @param faults collects the faults
   * @return empty when the faults leave nothing to judge a time by
   */
  private static Optional<ServiceNeeds> needs(
      BookingAttempt attempt, Configuration configuration, List<BookingFault> faults) {
    return needs(
        attempt.request().slot().resourceId(), Plain.CLASS_WITHOUT_SESSION, configuration, faults);
  }

  /**
   * The same.
   *
   * @param ofAClass the fault where the service is a class
   */
  static Optional<ServiceNeeds> needs(
      Optional<ResourceId> resourceId,
      Plain ofAClass,
      Configuration configuration,
      List<BookingFault> faults) {
    Optional<ServiceNeeds> all = configuration.offered();
    if (all.isEmpty()) {
      faults.add(configuration.offeredClass().isPresent() ? ofAClass : Plain.UNKNOWN_SERVICE);
      return Optional.empty();
    }
    ServiceNeeds asked = resourceId.map(all.get()::withMain).orElse(all.get());
    if (resourceId.isPresent() && asked.mains().isEmpty()) {
      faults.add(Plain.UNSUITABLE_RESOURCE);
      return all.filter(ServiceNeeds::isPossible);
    }
    if (!asked.isPossible()) {
      faults.add(Plain.UNSTAFFED_SERVICE);
      return Optional.empty();
    }
    return Optional.of(asked);
  }

  private Result<Booked, BookingRefusal> place(
      BookingAttempt attempt,
      Configuration configuration,
      Offers offers,
      Set<SchedulingRule> ignored) {
    Optional<AskedSeats> seats = attempt.request().slot().seats();
    if (seats.isPresent()) {
      return admission
          .admit(attempt)
          .then(
              admitted ->
                  within(
                      admitted,
                      configuration,
                      offers,
                      () -> seat(admitted, configuration, offers, seats.get().session())));
    }
    return switch (admission.admit(attempt)) {
      case Result.Done<BookingAttempt, BookingRefusal>(BookingAttempt admitted) ->
          within(
              admitted,
              configuration,
              offers,
              () -> assign(admitted, configuration, offers, ignored));
      // Where nobody gets the time, a barred client is told what everybody is told.
      case Result.Refused<BookingAttempt, BookingRefusal>(BookingRefusal barred) ->
          FairAssignment.best(fair(attempt, configuration, offers, ignored), Set.of()).isPresent()
              ? Result.refused(barred)
              : taken(attempt, configuration, offers, ignored);
    };
  }

  /** A hold is within the limits of holds. */
  private Result<Booked, BookingRefusal> within(
      BookingAttempt attempt,
      Configuration configuration,
      Offers offers,
      Supplier<Result<Booked, BookingRefusal>> placing) {
    return attempt.holds()
        ? holdLimits.within(
            attempt, terms(attempt, configuration, offers.all().service().holdMinutes()), placing)
        : placing.get();
  }

  private Result<Booked, BookingRefusal> seat(
      BookingAttempt attempt, Configuration configuration, Offers offers, ClassSession session) {
    Assignment all = new Assignment(SessionRules.resources(session));
    CreateOutcome first = create(attempt, configuration, offers, all);
    CreateOutcome outcome =
        first instanceof CreateOutcome.SlotTaken && hasFreed(attempt)
            ? create(attempt, configuration, offers, all)
            : first;
    return outcome instanceof CreateOutcome.SlotTaken
        ? Result.refused(
            sessionBooking.full(attempt.actor(), session, configuration.settings(), attempt.now()))
        : booked(outcome, attempt, configuration);
  }

  private Result<Booked, BookingRefusal> assign(
      BookingAttempt attempt,
      Configuration configuration,
      Offers offers,
      Set<SchedulingRule> ignored) {
    return assigned(attempt, configuration, offers, ignored)
        .or(
            () ->
                hasFreed(attempt)
                    ? assigned(attempt, configuration, offers, ignored)
                    : Optional.empty())
        .orElseGet(() -> taken(attempt, configuration, offers, ignored));
  }

  /** A request that has lapsed holds nothing against who comes next, as a hold that is over. */
  private boolean hasFreed(BookingAttempt attempt) {
    return requests.expire(attempt.tenant(), attempt.now());
  }

  /** Empty when the time is taken. */
  private Optional<Result<Booked, BookingRefusal>> assigned(
      BookingAttempt attempt,
      Configuration configuration,
      Offers offers,
      Set<SchedulingRule> ignored) {
    Optional<List<BookableResource>> onlyChoice = offers.onlyChoice();
    if (onlyChoice.isPresent()) {
      CreateOutcome outcome =
          create(attempt, configuration, offers, new Assignment(onlyChoice.get()));
      return outcome instanceof CreateOutcome.SlotTaken
          ? Optional.empty()
          : Optional.of(booked(outcome, attempt, configuration));
    }

    Function<BookingRules, List<FairAssignment>> fairBy =
        fairBy(attempt, configuration, offers, whoseTurn(attempt, configuration, offers), ignored);
    Set<ResourceId> lost = new HashSet<>();
    for (BookingRules rules : directFirst(attempt, configuration, offers)) {
      List<FairAssignment> fair = fairBy.apply(rules);
      for (Optional<Assignment> next = FairAssignment.best(fair, lost);
          next.isPresent();
          next = FairAssignment.best(fair, lost)) {
        CreateOutcome outcome = create(attempt, configuration, offers, next.get());
        if (!(outcome instanceof CreateOutcome.SlotTaken(List<DayRow> taken))) {
          return Optional.of(booked(outcome, attempt, configuration));
        }
        taken.forEach(row -> lost.add(row.resourceId()));
      }
    }
    return Optional.empty();
  }

  /** A client gets what it can have directly before what waits for approval. */
  private static List<BookingRules> directFirst(
      BookingAttempt attempt, Configuration configuration, Offers offers) {
    return directFirst(configuration.rules(attempt.actor(), attempt.now()), offers);
  }

  static List<BookingRules> directFirst(BookingRules rules, Offers offers) {
    return rules.reach() == WindowBooking.APPROVAL
        ? rules
            .lessReaching(offers.resources())
            .map(direct -> List.of(direct, rules))
            .orElse(List.of(rules))
        : List.of(rules);
  }

  private Turns whoseTurn(BookingAttempt attempt, Configuration configuration, Offers offers) {
    return turns.of(
        attempt.tenant(),
        configuration.settings().timeline(),
        offers,
        attempt.request().slot().start(),
        attempt.now(),
        () -> lastServed(attempt));
  }

  /**
   * The client whose last time may count. Anybody may name the phone of somebody else; who has not
   * proved it does not learn who served that one.
   */
  private Optional<PersonId> lastServed(BookingAttempt attempt) {
    return switch (attempt.whom()) {
      case Whom.Self(PersonId id) -> Optional.of(id);
      case Whom.ById(PersonId id) -> Optional.of(id);
      case Whom.ByPhone _ when attempt.isByVisitor() && attempt.proof().isEmpty() ->
          Optional.empty();
      case Whom.ByPhone _ ->
          attempt
              .client()
              .or(() -> admission.client(attempt))
              .filter(client -> !client.isNew())
              .map(ClientRecord::clientId);
      case Whom.WalkIn _, Whom.Unnamed _ -> Optional.empty();
    };
  }

  /** The free resources, no matter whose turn it is. */
  private List<FairAssignment> fair(
      BookingAttempt attempt,
      Configuration configuration,
      Offers offers,
      Set<SchedulingRule> ignored) {
    return fairBy(attempt, configuration, offers, Turns.NONE, ignored)
        .apply(configuration.rules(attempt.actor(), attempt.now()));
  }

  /** The fair assignments by rules that reach further or less far; it reads the rows once. */
  private Function<BookingRules, List<FairAssignment>> fairBy(
      BookingAttempt attempt,
      Configuration configuration,
      Offers offers,
      Turns whoseTurn,
      Set<SchedulingRule> ignored) {
    BookingRules widest = configuration.rules(attempt.actor(), attempt.now());
    Instant start = attempt.request().slot().start();
    Map<ResourceId, Occupancy> occupancies =
        rows.occupancies(
            attempt.tenant(),
            offers.resources().stream().map(BookableResource::id).toList(),
            FairAssignment.daysToRead(widest, offers, start),
            Optional.of(attempt.bookingId()));
    return rules ->
        FairAssignment.of(
            rules, offers, occupancies, whoseTurn, start, attempt.bookingId(), ignored);
  }

  private CreateOutcome create(
      BookingAttempt attempt, Configuration configuration, Offers offers, Assignment assignment) {
    ServiceNeeds offer = offers.of(assignment.main());
    Interval time = attempt.time(offer, configuration.settings().timeline());
    // A session is when the business said, whatever its hours are.
    boolean byAppointment =
        attempt.request().slot().seats().isEmpty()
            && configuration
                .rules(attempt.actor(), attempt.now())
                .isByAppointment(
                    offer.service(),
                    assignment.resources(),
                    time.start(),
                    offer.service().durationMinutes());
    return create(attempt, configuration, Draft.of(offer, assignment, time, byAppointment));
  }

  private CreateOutcome create(BookingAttempt attempt, Configuration configuration, Draft draft) {
    Map<ResourceId, Integer> capacities = new HashMap<>(draft.capacities());
    attempt
        .request()
        .slot()
        .seats()
        .ifPresent(
            asked -> capacities.put(SessionSeats.row(asked.session().id()), SessionSeats.MOST));
    // A client who was made meanwhile is asked for again.
    Iterator<Optional<ClientRecord>> client =
        Stream.concat(
                attempt.client().stream().map(Optional::of),
                Stream.generate(() -> admission.client(attempt)))
            .iterator();
    return OptimisticRetry.untilWritten(
        () ->
            Optional.of(create(attempt, configuration, draft, capacities, client.next()))
                .map(outcome -> Admission.discreet(attempt, outcome))
                .map(outcome -> spent(attempt, outcome))
                .filter(outcome -> !(outcome instanceof CreateOutcome.ClientChanged)),
        () -> new CreateOutcome.Refused(new BookingRefusal.Busy()));
  }

  /** Another request may have used the proof meanwhile, perhaps the first one with this key. */
  private CreateOutcome spent(BookingAttempt attempt, CreateOutcome outcome) {
    return outcome instanceof CreateOutcome.ClientChanged && admission.isSpent(attempt)
        ? earlier(attempt)
            .orElseGet(
                () ->
                    new CreateOutcome.Refused(
                        new BookingRefusal.NotProved(new PhoneProofs.Expired())))
        : outcome;
  }

  private CreateOutcome create(
      BookingAttempt attempt,
      Configuration configuration,
      Draft draft,
      Map<ResourceId, Integer> capacities,
      Optional<ClientRecord> client) {
    return store.create(
        attempt.tenant(),
        booking(attempt, configuration, draft, client.map(ClientRecord::clientId)),
        id -> capacities.getOrDefault(id, 0),
        admission.writes(attempt, client),
        attempt.repeatable().hasKey(),
        // A hold counts among the client's bookings once it is one.
        attempt.holds() ? Optional.empty() : limits.of(attempt.actor(), attempt.now()),
        attempt.counts());
  }

  static HoldTerms terms(BookingAttempt attempt, Configuration configuration, int minutes) {
    return HoldTerms.from(
        attempt.now(), minutes, CancellationRule.of(configuration.settings()).windowMinutes());
  }

  /** Without a login, a token is the only way back to the booking. */
  private Optional<ManageAccess> manageAccess(BookingAttempt attempt) {
    return attempt.isByVisitor()
        ? Optional.of(ManageAccess.of(attempt.bookingId(), attempt.seed(), ids.nextLong()))
        : Optional.empty();
  }

  private Booking booking(
      BookingAttempt attempt,
      Configuration configuration,
      Draft draft,
      Optional<PersonId> clientId) {
    BookingRequest request = attempt.request();
    boolean waits =
        !attempt.holds()
            && (draft.byAppointment()
                || BookingRights.needsApproval(attempt.actor(), configuration.settings()));
    BookingStatus made = waits ? BookingStatus.PENDING : BookingStatus.CONFIRMED;
    Booking booking =
        new Booking(
            attempt.bookingId(),
            attempt.holds() ? BookingStatus.HELD : made,
            request.slot().serviceId(),
            draft.resourceIds(),
            clientId,
            draft.time(),
            Optional.of(LocalStart.of(draft.time().start(), configuration.settings().timeline())),
            Optional.of(draft.names()),
            draft.taken(),
            draft.price(),
            BookingRights.source(attempt.actor()),
            request.notes(),
            request.customFields(),
            attempt.named(),
            Optional.empty(),
            attempt.repeatable().hash(),
            manageAccess(attempt),
            "",
            1,
            attempt.now(),
            attempt.now(),
            attempt.now(),
            waits
                ? Optional.of(
                    new ApprovalRequest(
                        ApprovalRule.of(configuration.settings()).deadline(attempt.now()),
                        Optional.empty()))
                : Optional.empty(),
            Optional.of(BookingRights.changedBy(attempt.actor())),
            attempt.holds()
                ? Optional.of(
                    terms(attempt, configuration, draft.holdMinutes())
                        .asking(draft.byAppointment()))
                : Optional.empty(),
            StaffNotes.NONE,
            Optional.empty(),
            draft.visit(),
            Optional.empty());
    return request
        .slot()
        .seats()
        .map(asked -> booking.seated(asked.session(), asked.place()))
        .orElse(booking);
  }

  static Result<Booked, BookingRefusal> booked(
      CreateOutcome outcome, BookingAttempt attempt, Configuration configuration) {
    return switch (outcome) {
      case CreateOutcome.Created(Booking booking) ->
          Result.done(booked(booking, false, attempt, configuration));
      case CreateOutcome.Replayed(Booking booking) ->
          Result.done(booked(booking.at(attempt.now()), true, attempt, configuration));
      case CreateOutcome.Refused(BookingRefusal refusal) -> Result.refused(refusal);
      case CreateOutcome.ClientChanged _, CreateOutcome.SlotTaken _ ->
          throw new IllegalStateException("answered before");
    };
  }

  private static Booked booked(
      Booking booking, boolean replayed, BookingAttempt attempt, Configuration configuration) {
    return new Booked(
        booking,
        configuration.settings(),
        replayed,
        true,
        booking.manageToken(attempt.seed(), attempt.now()),
        Optional.empty());
  }

  private Result<Booked, BookingRefusal> taken(
      BookingAttempt attempt,
      Configuration configuration,
      Offers offers,
      Set<SchedulingRule> ignored) {
    SlotRequest slot = attempt.request().slot();
    List<Slot> near =
        freeTimes.near(
            new FreeTimes.Search(
                attempt.tenant(),
                configuration.rules(attempt.actor(), attempt.now()),
                offers,
                Optional.of(new FreeTimes.Booker(attempt.actor(), attempt.now()))),
            slot.resourceId()
                .flatMap(asked -> configuration.offered().map(all -> all.withoutMain(asked)))
                .map(attempt::offers)
                .map(
                    others ->
                        ignored.contains(SchedulingRule.DURATION)
                            ? others.asAsked()
                            : others.allowed())
                .filter(Offers::isPossible)
                .map(others -> sameTime(attempt, configuration, others, ignored))
                .orElse(List.of()),
            slot.start(),
            Optional.empty());
    return Result.refused(
        new BookingRefusal.SlotTaken(
            near, configuration.settings().timeline().as(slot.askedStart())));
  }

  /** The asked time with the main resources that could have the booking then. */
  private List<Slot> sameTime(
      BookingAttempt attempt,
      Configuration configuration,
      Offers others,
      Set<SchedulingRule> ignored) {
    Function<BookingRules, List<FairAssignment>> fair =
        fairBy(attempt, configuration, others, Turns.NONE, ignored);
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < others.each().size(); i++) {
      int offer = i;
      ServiceNeeds needs = others.each().get(i);
      FreeTimes.at(
              attempt.time(needs, configuration.settings().timeline()),
              needs,
              others.told(needs),
              configuration.rules(attempt.actor(), attempt.now()),
              rules -> fair.apply(rules).get(offer))
          .ifPresent(slots::add);
    }
    return slots;
  }
}
