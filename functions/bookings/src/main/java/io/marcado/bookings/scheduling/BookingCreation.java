package io.marcado.bookings.scheduling;

import io.marcado.bookings.availability.Assignment;
import io.marcado.bookings.availability.FairAssignment;
import io.marcado.bookings.availability.Occupancy;
import io.marcado.bookings.ledger.DayRow;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.BrokenRule;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.bookings.store.Booking;
import io.marcado.bookings.store.BookingProblem;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.CreateOutcome;
import io.marcado.domain.Fault;
import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.settings.Approval;
import io.marcado.domain.time.Interval;
import io.marcado.identity.published.ClientRecord;
import io.marcado.identity.published.ClientRecords;
import io.marcado.identity.published.PeopleReader;
import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes bookings: whoever asks, the same rules, the same ledger. */
@Singleton
public final class BookingCreation {
  /** How often the client may turn out to have been made by somebody else meanwhile. */
  private static final int LOOKUPS = 3;

  private final Configurations configurations;
  private final BookingStore store;
  private final DayRows rows;
  private final FreeTimes freeTimes;
  private final ClientRecords clients;
  private final PeopleReader people;
  private final Ids ids;

  BookingCreation(
      Configurations configurations,
      BookingStore store,
      DayRows rows,
      FreeTimes freeTimes,
      ClientRecords clients,
      PeopleReader people,
      Ids ids) {
    this.configurations = configurations;
    this.store = store;
    this.rows = rows;
    this.freeTimes = freeTimes;
    this.clients = clients;
    this.people = people;
    this.ids = ids;
  }

  /**
   * Books, or finds what the same request booked before.
   *
   * @param sender who sent the request: a user id, or the client's phone where nobody is signed in
   * @throws Problem 400 for a broken rule, 409 when the time is taken, 422 for a key used twice,
   *     503 when too many are writing
   */
  public Booked book(TenantId tenant, BookingRequest request, String sender, Instant now) {
    String hash = request.hash();
    Optional<String> derivedId = request.derivedId(tenant, sender);
    String id = derivedId.orElseGet(ids::nextLong);
    Attempt attempt = new Attempt(tenant, request, id, hash, derivedId.isPresent(), now);
    Configuration kept = configurations.of(tenant, request.slot().serviceId(), false);
    try {
      return decide(attempt, kept);
    } catch (Problem refusal) {
      // Nothing is refused because of a copy, nor when an earlier sending had booked it.
      if (refusal.code() == CommonProblem.UNAVAILABLE
          || refusal.code() == CommonProblem.IDEMPOTENCY_KEY_REUSED) {
        throw refusal;
      }
      Optional<Booked> earlier = earlier(attempt, kept);
      if (earlier.isPresent()) {
        return earlier.get();
      }
      Configuration fresh = configurations.of(tenant, request.slot().serviceId(), true);
      if (fresh.equals(kept)) {
        throw refusal;
      }
      return decide(attempt, fresh);
    }
  }

  private record Attempt(
      TenantId tenant,
      BookingRequest request,
      String bookingId,
      String hash,
      boolean repeatable,
      Instant now) {}

  private Optional<Booked> earlier(Attempt attempt, Configuration configuration) {
    return attempt.repeatable()
        ? store
            .earlier(attempt.tenant(), attempt.bookingId(), attempt.hash())
            .map(outcome -> booked(outcome, configuration))
        : Optional.empty();
  }

  private Booked decide(Attempt attempt, Configuration configuration) {
    BookingRequest request = attempt.request();
    ServiceNeeds needs = needs(request, configuration);
    BookingRules rules = configuration.rules(attempt.now());
    int minutes = request.slot().durationMinutes().orElse(needs.service().durationMinutes());
    judge(rules, needs, request, minutes, attempt.now());

    Optional<List<BookableResource>> onlyChoice = needs.onlyChoice();
    if (onlyChoice.isPresent()) {
      CreateOutcome outcome =
          create(attempt, configuration, needs, new Assignment(onlyChoice.get()), minutes);
      if (outcome instanceof CreateOutcome.SlotTaken(List<DayRow> taken)) {
        throw taken(attempt, configuration, needs, rules, FreeTimes.known(taken));
      }
      return booked(outcome, configuration);
    }

    Map<String, Occupancy> occupancies =
        rows.occupancies(
            attempt.tenant(),
            needs.resources().stream().map(BookableResource::id).toList(),
            FairAssignment.daysToRead(rules, needs, request.slot().start(), minutes));
    FairAssignment fair =
        FairAssignment.of(
            rules,
            needs,
            occupancies,
            request.slot().start(),
            minutes,
            attempt.bookingId(),
            request.ignored());
    Set<String> lost = new HashSet<>();
    for (Optional<Assignment> next = fair.best(lost); next.isPresent(); next = fair.best(lost)) {
      CreateOutcome outcome = create(attempt, configuration, needs, next.get(), minutes);
      if (!(outcome instanceof CreateOutcome.SlotTaken(List<DayRow> taken))) {
        return booked(outcome, configuration);
      }
      taken.forEach(row -> lost.add(row.resourceId()));
    }
    lost.forEach(occupancies::remove);
    throw taken(attempt, configuration, needs, rules, occupancies);
  }

  private static ServiceNeeds needs(BookingRequest request, Configuration configuration) {
    ServiceNeeds all =
        configuration
            .needs()
            .filter(found -> found.service().active())
            .orElseThrow(() -> Problem.invalid("/serviceId", "is no service that can be booked"));
    ServiceNeeds needs = request.slot().resourceId().map(all::withMain).orElse(all);
    if (request.slot().resourceId().isPresent() && needs.mains().isEmpty()) {
      throw Problem.invalid("/resourceId", "is no resource that can do this service");
    }
    if (!needs.isPossible()) {
      throw Problem.invalid("/serviceId", "lacks resources that can do it");
    }
    return needs;
  }

  private static void judge(
      BookingRules rules, ServiceNeeds needs, BookingRequest request, int minutes, Instant now) {
    if (request.slot().start().isBefore(now)) {
      throw Problem.invalid(
          BookingProblem.TOO_SOON,
          "Nobody can book the past.",
          List.of(new Fault("/start", "is in the past")));
    }
    refuse(rules.judge(needs, request.slot().start(), minutes, request.ignored()));
  }

  /** Refuses what breaks a rule: by the first one's code, with all of them named. */
  static void refuse(List<BrokenRule> broken) {
    if (!broken.isEmpty()) {
      BrokenRule first = broken.getFirst();
      throw Problem.invalid(
          BookingProblem.of(first.rule()),
          "This time cannot be booked: " + first.detail() + ".",
          broken.stream().map(rule -> new Fault(rule.pointer(), rule.detail())).toList());
    }
  }

  private CreateOutcome create(
      Attempt attempt,
      Configuration configuration,
      ServiceNeeds needs,
      Assignment assignment,
      int minutes) {
    Map<String, Integer> capacities = new HashMap<>();
    assignment.resources().forEach(who -> capacities.put(who.id(), who.capacity()));
    CreateOutcome outcome = new CreateOutcome.Busy();
    for (int lookup = 1; lookup <= LOOKUPS; lookup++) {
      ClientRecord client = client(attempt);
      outcome =
          store.create(
              attempt.tenant(),
              booking(
                  attempt, configuration, needs, assignment, minutes, client.clientId().value()),
              id -> capacities.getOrDefault(id, 0),
              client.writes(),
              attempt.repeatable());
      if (!(outcome instanceof CreateOutcome.ClientChanged)) {
        break;
      }
    }
    return outcome;
  }

  private ClientRecord client(Attempt attempt) {
    return switch (attempt.request().whom()) {
      case Whom.Self(String clientId) -> new ClientRecord(new PersonId(clientId), List.of());
      case Whom.ById(String clientId) -> {
        PersonId client = new PersonId(clientId);
        if (people.find(attempt.tenant(), client).isEmpty()) {
          throw Problem.invalid("/clientId", "is no client of this business");
        }
        yield new ClientRecord(client, List.of());
      }
      case Whom.ByPhone(var draft) -> clients.findOrPrepare(attempt.tenant(), draft, attempt.now());
    };
  }

  private static Booking booking(
      Attempt attempt,
      Configuration configuration,
      ServiceNeeds needs,
      Assignment assignment,
      int minutes,
      String clientId) {
    BookingRequest request = attempt.request();
    Interval time = Interval.ofMinutes(request.slot().start(), minutes);
    return new Booking(
        attempt.bookingId(),
        configuration.settings().approval() == Approval.MANUAL
            ? BookingStatus.PENDING
            : BookingStatus.CONFIRMED,
        request.slot().serviceId(),
        assignment.resourceIds(),
        clientId,
        time,
        Booking.oneSeatOf(assignment.resourceIds(), needs.service().taken(time)),
        needs.service().price(),
        request.source(),
        request.notes(),
        request.customFields(),
        Optional.empty(),
        attempt.hash(),
        "",
        1,
        attempt.now(),
        attempt.now());
  }

  private static Booked booked(CreateOutcome outcome, Configuration configuration) {
    return switch (outcome) {
      case CreateOutcome.Created(Booking booking) ->
          new Booked(booking, configuration.settings(), false);
      case CreateOutcome.Replayed(Booking booking) ->
          new Booked(booking, configuration.settings(), true);
      case CreateOutcome.KeyReused _ ->
          throw new Problem(
              CommonProblem.IDEMPOTENCY_KEY_REUSED,
              "This Idempotency-Key came before with another body; use a new key.");
      case CreateOutcome.SlotTaken _ -> throw new IllegalStateException("answered before");
      case CreateOutcome.ClientChanged _, CreateOutcome.Busy _ -> throw Problem.unavailable();
    };
  }

  private Problem taken(
      Attempt attempt,
      Configuration configuration,
      ServiceNeeds needs,
      BookingRules rules,
      Map<String, Occupancy> known) {
    return SlotTakenProblem.of(
        freeTimes.near(attempt.tenant(), rules, needs, attempt.request().slot().start(), known),
        configuration.settings().timeline());
  }
}
