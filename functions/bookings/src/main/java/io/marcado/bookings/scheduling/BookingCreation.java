package io.marcado.bookings.scheduling;

import io.marcado.bookings.availability.Assignment;
import io.marcado.bookings.availability.FairAssignment;
import io.marcado.bookings.availability.Occupancy;
import io.marcado.bookings.availability.Slot;
import io.marcado.bookings.ledger.DayRow;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.lifecycle.ApprovalRequest;
import io.marcado.bookings.lifecycle.BookedNames;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingFault;
import io.marcado.bookings.lifecycle.BookingFault.Plain;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.ManageAccess;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.published.NamedPeople;
import io.marcado.bookings.rules.ApprovalRule;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.CreateOutcome;
import io.marcado.domain.Actor;
import io.marcado.domain.BookingId;
import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.settings.PublicBooking;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalStart;
import io.marcado.identity.published.BookingProofs;
import io.marcado.identity.published.ClientRecord;
import io.marcado.identity.published.ClientRecords;
import io.marcado.identity.published.ClientStanding;
import io.marcado.identity.published.Contact;
import io.marcado.identity.published.PeopleReader;
import io.marcado.identity.published.PhoneProofs;
import io.marcado.platform.config.AllowedCountries;
import io.marcado.platform.limits.RateLimiter.Count;
import io.marcado.platform.replay.Repeatable;
import io.marcado.platform.table.OptimisticRetry;
import io.marcado.platform.table.Write;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Creates bookings, for every actor by the same rules and in the same ledger. */
@Singleton
public final class BookingCreation {
  private final Configurations configurations;
  private final BookingStore store;
  private final DayRows rows;
  private final FreeTimes freeTimes;
  private final ClientRecords clients;
  private final BookingProofs proofs;
  private final PeopleReader people;
  private final AllowedCountries countries;
  private final Provider<PublicBookingLimits> publicLimits;
  private final ClientLimits limits;
  private final Ids ids;

  /**
   * @param publicLimits used for visitors only; functions without visitors need not configure it
   */
  BookingCreation(
      Configurations configurations,
      BookingStore store,
      DayRows rows,
      FreeTimes freeTimes,
      ClientRecords clients,
      BookingProofs proofs,
      PeopleReader people,
      AllowedCountries countries,
      Provider<PublicBookingLimits> publicLimits,
      ClientLimits limits,
      Ids ids) {
    this.configurations = configurations;
    this.store = store;
    this.rows = rows;
    this.freeTimes = freeTimes;
    this.clients = clients;
    this.proofs = proofs;
    this.people = people;
    this.countries = countries;
    this.publicLimits = publicLimits;
    this.limits = limits;
    this.ids = ids;
  }

  /** Creates a booking. For a retry, finds the booking that the first request created. */
  public Result<Booked, BookingRefusal> book(Actor actor, BookingRequest request, Instant now) {
    if (actor instanceof Actor.Visitor visitor) {
      Optional<Duration> wait = publicLimits.get().countAttempt(visitor);
      if (wait.isPresent()) {
        return Result.refused(new BookingRefusal.TooOften(wait.get()));
      }
    }
    return BookingRights.whom(actor, request)
        .then(whom -> book(attempt(actor, request, whom, now)));
  }

  /**
   * A request that is being answered.
   *
   * @param seed of the manage token of a visitor's booking: what its sender knows, if it may repeat
   *     the request
   * @param client as it was found before; empty before it was asked for
   * @param counts against limits, together with the booking
   * @param proof of the client's phone, if the request brings one
   */
  private record Attempt(
      Actor actor,
      BookingRequest request,
      Whom whom,
      Repeatable repeatable,
      BookingId bookingId,
      String seed,
      Optional<ClientRecord> client,
      List<Count> counts,
      Optional<GivenProof> proof,
      Instant now) {

    TenantId tenant() {
      return actor.tenant();
    }

    Attempt of(ClientRecord found, List<Count> counted) {
      return new Attempt(
          actor,
          request,
          whom,
          repeatable,
          bookingId,
          seed,
          Optional.of(found),
          counted,
          proof,
          now);
    }

    /** The time from the requested start, with the requested duration or the service's. */
    Interval time(ServiceNeeds needs) {
      return Interval.ofMinutes(request.slot().start(), minutes(needs));
    }

    NamedPeople named() {
      return new NamedPeople(
          request.attendee(),
          switch (whom) {
            case Whom.Self _, Whom.ById _ -> Optional.empty();
            case Whom.ByPhone(var client) ->
                Optional.of(new NamedPeople.GivenClient(client.name(), client.email()));
            case Whom.WalkIn(String name) ->
                Optional.of(new NamedPeople.GivenClient(name, Optional.empty()));
          });
    }

    int minutes(ServiceNeeds needs) {
      return request.slot().durationMinutes().orElse(needs.service().durationMinutes());
    }
  }

  /** A proof that a request brings. It is checked at most once, since a check counts as a try. */
  private final class GivenProof {
    private final TenantId tenant;
    private final PhoneNumber phone;
    private final PhoneProofs.Proof proof;
    private final Instant now;
    private @Nullable Result<BookingProofs.Checked, BookingRefusal> result;

    GivenProof(TenantId tenant, PhoneNumber phone, PhoneProofs.Proof proof, Instant now) {
      this.tenant = tenant;
      this.phone = phone;
      this.proof = proof;
      this.now = now;
    }

    Result<BookingProofs.Checked, BookingRefusal> check() {
      Result<BookingProofs.Checked, BookingRefusal> checked = result;
      if (checked == null) {
        checked = proofs.check(tenant, phone, proof, now).mapRefusal(BookingRefusal.NotProved::new);
        result = checked;
      }
      return checked;
    }

    /** For a request that got as far as this only by a right code. */
    BookingProofs.Checked checked() {
      return check().orElseThrow(_ -> new IllegalStateException("refused before"));
    }
  }

  private Attempt attempt(Actor actor, BookingRequest request, Whom whom, Instant now) {
    // A visitor has no id; the client's phone stands for it.
    String sender =
        whom instanceof Whom.ByPhone(var client)
            ? actor.auditId().orElse(client.phone().e164())
            : actor.auditId().orElseThrow();
    Repeatable repeatable =
        Repeatable.of(
            actor.tenant().value(),
            actor instanceof Actor.Visitor ? "CreatePublicBooking" : "CreateBooking",
            sender,
            request.idempotencyKey(),
            request.hash(whom));
    return new Attempt(
        actor,
        request,
        whom,
        repeatable,
        new BookingId(repeatable.id(ids::nextLong)),
        request.idempotencyKey().orElseGet(ids::nextLong),
        Optional.empty(),
        List.of(),
        whom instanceof Whom.ByPhone(var client)
            ? request
                .proof()
                .map(proof -> new GivenProof(actor.tenant(), client.phone(), proof, now))
            : Optional.empty(),
        now);
  }

  private Result<Booked, BookingRefusal> book(Attempt attempt) {
    return configurations
        .ofService(attempt.tenant(), attempt.request().slot().serviceId())
        .decide(
            configuration -> {
              Result<Booked, BookingRefusal> decided = decide(attempt, configuration);
              // A retry of a successful request must not be refused.
              return decided instanceof Result.Refused<Booked, BookingRefusal>(var refusal)
                      && refusal.dependsOnSettings()
                  ? store
                      .earlier(attempt.tenant(), attempt.repeatable())
                      .map(outcome -> booked(outcome, attempt, configuration))
                      .orElse(decided)
                  : decided;
            });
  }

  private Result<Booked, BookingRefusal> decide(Attempt attempt, Configuration configuration) {
    if (attempt.actor() instanceof Actor.Visitor
        && configuration.settings().bookings().publicBooking() == PublicBooking.OFF) {
      return Result.refused(new BookingRefusal.NotTaken());
    }
    BookingRequest request = attempt.request();
    List<BookingFault> faults = new ArrayList<>();
    foreignPhone(attempt, configuration.settings()).ifPresent(faults::add);
    if (!BookingTexts.fit(request.notes(), request.customFields())) {
      faults.add(Plain.FIELDS_TOO_LARGE);
    }
    boolean reachable = isReachable(attempt, faults);
    Optional<ServiceNeeds> needs = needs(request.slot(), configuration, faults);
    Optional<Set<SchedulingRule>> ignored =
        BookingRights.setAside(
            attempt.actor(),
            request.slot().start(),
            request.ignored(),
            configuration.settings().timeline(),
            attempt.now());
    if (ignored.isEmpty()) {
      faults.add(Plain.IN_THE_PAST);
    } else {
      needs.ifPresent(
          found ->
              configuration
                  .rules(attempt.now())
                  .judge(found, request.slot().start(), attempt.minutes(found), ignored.get())
                  .forEach(broken -> faults.add(new BookingFault.Broken(broken))));
    }
    if (!faults.isEmpty() || needs.isEmpty() || ignored.isEmpty()) {
      return Result.refused(new BookingRefusal.Faulty(faults));
    }
    // Last, so that a request with faults costs no try of the code.
    return unproved(attempt, configuration.settings())
        .<Result<Booked, BookingRefusal>>map(Result::refused)
        .orElseGet(() -> place(attempt, configuration, needs.get(), ignored.get()))
        .map(booked -> booked.reaching(reachable))
        .map(booked -> entered(attempt, booked));
  }

  /** Why the request lacks a good proof; empty when it has one, or needs none. */
  private static Optional<BookingRefusal> unproved(Attempt attempt, OrganizationSettings settings) {
    if (attempt.proof().isPresent()) {
      return attempt.proof().get().check().whyRefused();
    }
    return attempt.actor() instanceof Actor.Visitor
            && settings.bookings().publicBooking() == PublicBooking.CODE_REQUIRED
        ? Optional.of(new BookingRefusal.CodeRequired())
        : Optional.empty();
  }

  private Booked entered(Attempt attempt, Booked booked) {
    if (!booked.replayed()
        && attempt.proof().isPresent()
        && attempt.actor() instanceof Actor.Visitor visitor) {
      proofs.entered(visitor, attempt.proof().get().checked());
    }
    return booked;
  }

  /** True when messages can go to the client. Who books for itself has proved its phone. */
  private boolean isReachable(Attempt attempt, List<BookingFault> faults) {
    return switch (attempt.whom()) {
      case Whom.Self _ -> true;
      case Whom.ByPhone(var draft) -> reaches(draft.phone());
      case Whom.ById(PersonId clientId) -> {
        Optional<Contact> client = people.find(attempt.tenant(), clientId);
        if (client.isEmpty()) {
          faults.add(Plain.UNKNOWN_CLIENT);
        }
        yield client.map(Contact::phone).filter(this::reaches).isPresent();
      }
      case Whom.WalkIn _ -> false;
    };
  }

  private boolean reaches(PhoneNumber phone) {
    return countries.allow(phone) && phone.takesTexts();
  }

  /** Messages to strangers' phones cost money, so the business decides whose countries it takes. */
  private static Optional<BookingFault> foreignPhone(
      Attempt attempt, OrganizationSettings settings) {
    return attempt.actor() instanceof Actor.Visitor
            && attempt.whom() instanceof Whom.ByPhone(var client)
            && !settings.takesPhone(client.phone())
        ? Optional.of(new BookingFault.ForeignPhone("/client/phone", settings.phoneCountries()))
        : Optional.empty();
  }

  /**
   * The needs of the booking. If the requested resource cannot do the service, it falls back to all
   * that can, so that it can judge the time too.
   *
   * @param faults collects the faults
   * @return empty when the faults leave nothing to judge a time by
   */
  private static Optional<ServiceNeeds> needs(
      SlotRequest slot, Configuration configuration, List<BookingFault> faults) {
    Optional<ServiceNeeds> all = configuration.offered();
    if (all.isEmpty()) {
      faults.add(Plain.UNKNOWN_SERVICE);
      return Optional.empty();
    }
    ServiceNeeds asked = slot.resourceId().map(all.get()::withMain).orElse(all.get());
    if (slot.resourceId().isPresent() && asked.mains().isEmpty()) {
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
      Attempt attempt,
      Configuration configuration,
      ServiceNeeds needs,
      Set<SchedulingRule> ignored) {
    if (attempt.actor() instanceof Actor.Visitor visitor
        && attempt.whom() instanceof Whom.ByPhone(var draft)) {
      ClientRecord client = byPhone(attempt, draft);
      Optional<ClientStanding> standing =
          client.isNew() ? Optional.empty() : people.standing(attempt.tenant(), client.clientId());
      if (standing.filter(ClientStanding::barred).isPresent()) {
        // Where nobody gets the time, a barred client is told what everybody is told.
        return fair(attempt, configuration, needs, ignored).best(Set.of()).isPresent()
            ? Result.refused(new BookingRefusal.NotTaken())
            : taken(attempt, configuration, needs, ignored);
      }
      List<Count> counts =
          attempt.proof().isPresent() || standing.filter(ClientStanding::phoneProved).isPresent()
              ? List.of()
              : publicLimits.get().ofUnproved(visitor);
      return assign(attempt.of(client, counts), configuration, needs, ignored);
    }
    return assign(attempt, configuration, needs, ignored);
  }

  private Result<Booked, BookingRefusal> assign(
      Attempt attempt,
      Configuration configuration,
      ServiceNeeds needs,
      Set<SchedulingRule> ignored) {
    Optional<List<BookableResource>> onlyChoice = needs.onlyChoice();
    if (onlyChoice.isPresent()) {
      CreateOutcome outcome =
          create(attempt, configuration, needs, new Assignment(onlyChoice.get()));
      return outcome instanceof CreateOutcome.SlotTaken
          ? taken(attempt, configuration, needs, ignored)
          : booked(outcome, attempt, configuration);
    }

    FairAssignment fair = fair(attempt, configuration, needs, ignored);
    Set<ResourceId> lost = new HashSet<>();
    for (Optional<Assignment> next = fair.best(lost); next.isPresent(); next = fair.best(lost)) {
      CreateOutcome outcome = create(attempt, configuration, needs, next.get());
      if (!(outcome instanceof CreateOutcome.SlotTaken(List<DayRow> taken))) {
        return booked(outcome, attempt, configuration);
      }
      taken.forEach(row -> lost.add(row.resourceId()));
    }
    return taken(attempt, configuration, needs, ignored);
  }

  private FairAssignment fair(
      Attempt attempt,
      Configuration configuration,
      ServiceNeeds needs,
      Set<SchedulingRule> ignored) {
    BookingRules rules = configuration.rules(attempt.now());
    Instant start = attempt.request().slot().start();
    Map<ResourceId, Occupancy> occupancies =
        rows.occupancies(
            attempt.tenant(),
            needs.resources().stream().map(BookableResource::id).toList(),
            FairAssignment.daysToRead(rules, needs, start, attempt.minutes(needs)));
    return FairAssignment.of(
        rules, needs, occupancies, start, attempt.minutes(needs), attempt.bookingId(), ignored);
  }

  private CreateOutcome create(
      Attempt attempt, Configuration configuration, ServiceNeeds needs, Assignment assignment) {
    Map<ResourceId, Integer> capacities = new HashMap<>();
    assignment.resources().forEach(who -> capacities.put(who.id(), who.capacity()));
    // A client who was made meanwhile is asked for again.
    Iterator<Optional<ClientRecord>> client =
        Stream.concat(
                attempt.client().stream().map(Optional::of), Stream.generate(() -> client(attempt)))
            .iterator();
    return OptimisticRetry.untilWritten(
        () ->
            Optional.of(
                    create(attempt, configuration, needs, assignment, capacities, client.next()))
                .map(outcome -> discreet(attempt, outcome))
                .map(outcome -> spent(attempt, outcome))
                .filter(outcome -> !(outcome instanceof CreateOutcome.ClientChanged)),
        () -> new CreateOutcome.Refused(new BookingRefusal.Busy()));
  }

  /** Another request may have used the proof meanwhile, perhaps the first one with this key. */
  private CreateOutcome spent(Attempt attempt, CreateOutcome outcome) {
    return outcome instanceof CreateOutcome.ClientChanged
            && attempt.proof().filter(proof -> !proofs.isGood(proof.checked())).isPresent()
        ? store
            .earlier(attempt.tenant(), attempt.repeatable())
            .orElseGet(
                () ->
                    new CreateOutcome.Refused(
                        new BookingRefusal.NotProved(new BookingProofs.Expired())))
        : outcome;
  }

  /**
   * A visitor may know the phone of somebody else. Without a proof it learns nothing of that
   * client's bookings.
   */
  private static CreateOutcome discreet(Attempt attempt, CreateOutcome outcome) {
    return attempt.actor() instanceof Actor.Visitor
            && attempt.proof().isEmpty()
            && outcome instanceof CreateOutcome.Refused(BookingRefusal refusal)
            && (refusal instanceof BookingRefusal.TooManyAhead
                || refusal instanceof BookingRefusal.Overlaps)
        ? new CreateOutcome.Refused(new BookingRefusal.NotTaken())
        : outcome;
  }

  private CreateOutcome create(
      Attempt attempt,
      Configuration configuration,
      ServiceNeeds needs,
      Assignment assignment,
      Map<ResourceId, Integer> capacities,
      Optional<ClientRecord> client) {
    List<Write> clientWrites = new ArrayList<>(client.map(ClientRecord::writes).orElse(List.of()));
    attempt.proof().ifPresent(proof -> clientWrites.addAll(proofs.uses(proof.checked())));
    return store.create(
        attempt.tenant(),
        booking(attempt, configuration, needs, assignment, client.map(ClientRecord::clientId)),
        id -> capacities.getOrDefault(id, 0),
        clientWrites,
        attempt.repeatable().hasKey(),
        limits.of(attempt.actor(), attempt.now()),
        attempt.counts());
  }

  private Optional<ClientRecord> client(Attempt attempt) {
    return switch (attempt.whom()) {
      case Whom.Self(PersonId clientId) -> Optional.of(ClientRecord.known(clientId));
      case Whom.ById(PersonId clientId) -> Optional.of(ClientRecord.known(clientId));
      case Whom.ByPhone(var draft) -> Optional.of(byPhone(attempt, draft));
      case Whom.WalkIn _ -> Optional.empty();
    };
  }

  private ClientRecord byPhone(Attempt attempt, ClientRecords.ClientDraft draft) {
    return attempt.proof().isPresent()
        ? clients.findOrPrepareProved(attempt.tenant(), draft, attempt.now())
        : clients.findOrPrepare(attempt.tenant(), draft, attempt.now());
  }

  /** Without a login, a token is the only way back to the booking. */
  private Optional<ManageAccess> manageAccess(Attempt attempt) {
    return attempt.actor() instanceof Actor.Visitor
        ? Optional.of(ManageAccess.of(attempt.bookingId(), attempt.seed(), ids.nextLong()))
        : Optional.empty();
  }

  private Booking booking(
      Attempt attempt,
      Configuration configuration,
      ServiceNeeds needs,
      Assignment assignment,
      Optional<PersonId> clientId) {
    BookingRequest request = attempt.request();
    Interval time = attempt.time(needs);
    boolean waits = BookingRights.needsApproval(attempt.actor(), configuration.settings());
    return new Booking(
        attempt.bookingId(),
        waits ? BookingStatus.PENDING : BookingStatus.CONFIRMED,
        request.slot().serviceId(),
        assignment.resourceIds(),
        clientId,
        time,
        Optional.of(LocalStart.of(time.start(), configuration.settings().timeline())),
        Optional.of(
            new BookedNames(
                needs.service().name(),
                assignment.resources().stream().map(BookableResource::name).toList())),
        Booking.oneSeatOf(assignment.resourceIds(), needs.service().taken(time)),
        needs.service().price(),
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
                    ApprovalRule.of(configuration.settings()).deadline(attempt.now(), time.start()),
                    Optional.empty()))
            : Optional.empty(),
        Optional.of(BookingRights.changedBy(attempt.actor())));
  }

  private static Result<Booked, BookingRefusal> booked(
      CreateOutcome outcome, Attempt attempt, Configuration configuration) {
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
      Booking booking, boolean replayed, Attempt attempt, Configuration configuration) {
    return new Booked(
        booking,
        configuration.settings(),
        replayed,
        true,
        booking.manageToken(attempt.seed(), attempt.now()));
  }

  private Result<Booked, BookingRefusal> taken(
      Attempt attempt,
      Configuration configuration,
      ServiceNeeds needs,
      Set<SchedulingRule> ignored) {
    SlotRequest slot = attempt.request().slot();
    List<Slot> near =
        freeTimes.near(
            new FreeTimes.Search(
                attempt.tenant(),
                configuration.rules(attempt.now()),
                needs.lasting(attempt.minutes(needs)),
                Optional.empty()),
            slot.resourceId()
                .flatMap(asked -> configuration.offered().map(all -> all.withoutMain(asked)))
                .filter(ServiceNeeds::isPossible)
                .map(
                    others ->
                        others.mainsOf(fair(attempt, configuration, others, ignored)::canHave))
                .orElse(List.of()),
            slot.start(),
            Optional.empty());
    return Result.refused(
        new BookingRefusal.SlotTaken(
            near, configuration.settings().timeline().as(slot.askedStart())));
  }
}
