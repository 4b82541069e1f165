package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingFault;
import io.marcado.bookings.lifecycle.BookingFault.Plain;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.store.CreateOutcome;
import io.marcado.domain.Actor;
import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Result;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.settings.PublicBooking;
import io.marcado.identity.published.BookingProofs;
import io.marcado.identity.published.ClientRecord;
import io.marcado.identity.published.ClientRecords;
import io.marcado.identity.published.ClientStanding;
import io.marcado.identity.published.PeopleReader;
import io.marcado.platform.config.AllowedCountries;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.RateLimiter.Count;
import io.marcado.platform.table.Write;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Decides who may book for whom: how often a visitor may try, whether the client's phone is proved,
 * and which client it is. {@link BookingCreation} decides what they get.
 */
@Singleton
final class Admission {
  private final ClientRecords clients;
  private final BookingProofs proofs;
  private final PeopleReader people;
  private final AllowedCountries countries;
  private final RequestFaults faults;
  private final Provider<PublicBookingLimits> limits;
  private final Ids ids;

  /**
   * @param limits used for visitors only; functions without visitors need not configure it
   */
  Admission(
      ClientRecords clients,
      BookingProofs proofs,
      PeopleReader people,
      AllowedCountries countries,
      RequestFaults faults,
      Provider<PublicBookingLimits> limits,
      Ids ids) {
    this.clients = clients;
    this.proofs = proofs;
    this.people = people;
    this.countries = countries;
    this.faults = faults;
    this.limits = limits;
    this.ids = ids;
  }

  /** Counts an attempt to book before anything is read for it. */
  <T> Result<T, BookingRefusal> booking(
      Actor actor, BookingRequest request, Supplier<Result<T, BookingRefusal>> attempt) {
    return counted(
        actor,
        request.proof().isPresent()
            ? LimitPolicy.PUBLIC_BOOKINGS_WITH_PROOF
            : LimitPolicy.PUBLIC_BOOKINGS_OF_ADDRESS,
        attempt);
  }

  /** The same for an attempt to hold. */
  <T> Result<T, BookingRefusal> holding(Actor actor, Supplier<Result<T, BookingRefusal>> attempt) {
    return counted(actor, LimitPolicy.HOLDS_OF_ADDRESS, attempt);
  }

  private <T> Result<T, BookingRefusal> counted(
      Actor actor, LimitPolicy row, Supplier<Result<T, BookingRefusal>> attempt) {
    return PublicBookingLimits.count(limits, actor, row)
        .<Result<T, BookingRefusal>>map(Result::refused)
        .orElseGet(attempt);
  }

  /** Says for whom an attempt is that was counted. */
  Result<BookingAttempt, BookingRefusal> begin(Actor actor, BookingRequest request, Instant now) {
    return begin(actor, request, Plain.CLASS_WITHOUT_SESSION, now);
  }

  /**
   * The same.
   *
   * @param ofAClass the fault where the service is a class
   */
  Result<BookingAttempt, BookingRefusal> begin(
      Actor actor, BookingRequest request, Plain ofAClass, Instant now) {
    return whom(actor, request, ofAClass, now)
        .map(
            whom ->
                BookingAttempt.of(
                    actor, request, whom, proof(actor, request, whom, now), ids, now));
  }

  /** For whom it is; who is told that this is wrong is told of everything else that is. */
  Result<Whom, BookingRefusal> whom(
      Actor actor, BookingRequest request, Plain ofAClass, Instant now) {
    return BookingRights.whom(actor, request)
        .mapRefusal(
            refusal -> withAll(refusal, actor, request, Mentioned.of(request), ofAClass, now));
  }

  /** Why a request for seats found no session, and everything else that is wrong with it. */
  BookingRefusal withAll(
      BookingRefusal refusal, Actor actor, SessionRequest request, boolean holds, Instant now) {
    Mentioned mentioned = Mentioned.of(request);
    return withAll(
        refusal,
        actor,
        request.said(),
        holds ? mentioned.ofNobody() : mentioned,
        Plain.CLASS_WITHOUT_SESSION,
        now);
  }

  private BookingRefusal withAll(
      BookingRefusal refusal,
      Actor actor,
      BookingRequest request,
      Mentioned mentioned,
      Plain ofAClass,
      Instant now) {
    if (!(refusal instanceof BookingRefusal.Faulty(List<BookingFault> found))) {
      return refusal;
    }
    List<BookingFault> all = new ArrayList<>(found);
    all.addAll(faults.of(actor, mentioned, ofAClass, now));
    if (!BookingTexts.fit(request.notes(), request.customFields())) {
      all.add(Plain.FIELDS_TOO_LARGE);
    }
    return new BookingRefusal.Faulty(all.stream().distinct().toList());
  }

  /** The same for a time that is to be held. */
  Result<BookingAttempt, BookingRefusal> beginHold(
      Actor actor, BookingRequest request, Instant now) {
    return BookingRights.holder(actor, request)
        .map(whom -> BookingAttempt.toHold(actor, request, whom, ids, now));
  }

  /** The answer to an attempt. One whose proof is not good counts like one without a proof. */
  Result<Booked, BookingRefusal> end(
      BookingAttempt attempt, Result<Booked, BookingRefusal> answer) {
    return answer.whyRefused().filter(BookingRefusal.NotProved.class::isInstance).isPresent()
        ? counted(attempt.actor(), LimitPolicy.PUBLIC_BOOKINGS_OF_ADDRESS, () -> answer)
        : answer;
  }

  private Optional<GivenProof> proof(Actor actor, BookingRequest request, Whom whom, Instant now) {
    if (!(whom instanceof Whom.ByPhone(var client))) {
      return Optional.empty();
    }
    return request
        .proof()
        .map(
            given ->
                new GivenProof(() -> proofs.check(actor.tenant(), client.phone(), given, now)));
  }

  /** Why a visitor cannot book here at all. */
  static Optional<BookingRefusal> closed(BookingAttempt attempt, OrganizationSettings settings) {
    return attempt.isByVisitor() && settings.bookings().publicBooking() == PublicBooking.OFF
        ? Optional.of(new BookingRefusal.NotTaken())
        : Optional.empty();
  }

  /** Messages to strangers' phones cost money, so the business decides whose countries it takes. */
  static Optional<BookingFault> foreignPhone(
      BookingAttempt attempt, OrganizationSettings settings) {
    return attempt.whom() instanceof Whom.ByPhone(var client)
        ? foreignPhone(attempt.actor(), client.phone(), settings)
        : Optional.empty();
  }

  static Optional<BookingFault> foreignPhone(
      Actor actor, PhoneNumber phone, OrganizationSettings settings) {
    return actor instanceof Actor.Visitor && !settings.takesPhone(phone)
        ? Optional.of(new BookingFault.ForeignPhone("/client/phone", settings.phoneCountries()))
        : Optional.empty();
  }

  /**
   * True when messages can go to the client. A client who books has proved the phone.
   *
   * @param faults collects that there is no such client
   */
  boolean isReachable(BookingAttempt attempt, List<BookingFault> faults) {
    return switch (attempt.whom()) {
      case Whom.Self _, Whom.Unnamed _ -> true;
      case Whom.ByPhone(var draft) -> countries.reach(draft.phone());
      case Whom.ById(PersonId clientId) -> {
        Optional<ClientStanding> client = people.standing(attempt.tenant(), clientId);
        if (client.isEmpty()) {
          faults.add(Plain.UNKNOWN_CLIENT);
        }
        yield client
            .filter(found -> !found.barred() && countries.reach(found.contact().phone()))
            .isPresent();
      }
      case Whom.WalkIn _ -> false;
    };
  }

  /** True when the business named a client by phone to whom no message about a new booking goes. */
  boolean isBarred(BookingAttempt attempt, Booking booking) {
    return BookingRights.actsForBusiness(attempt.actor())
        && attempt.whom() instanceof Whom.ByPhone
        && booking
            .clientId()
            .flatMap(client -> people.standing(attempt.tenant(), client))
            .filter(ClientStanding::barred)
            .isPresent();
  }

  /**
   * Why the request lacks a good proof; empty when it has one, or needs none. A time is held
   * without one: meanwhile the visitor enters the code.
   */
  static Optional<BookingRefusal> unproved(BookingAttempt attempt, OrganizationSettings settings) {
    if (attempt.proof().isPresent()) {
      return attempt.proof().get().check().whyRefused();
    }
    return attempt.isByVisitor()
            && !attempt.holds()
            && settings.bookings().publicBooking() == PublicBooking.CODE_REQUIRED
        ? Optional.of(new BookingRefusal.CodeRequired())
        : Optional.empty();
  }

  /**
   * Finds a visitor's client, with the counts of a phone that was never proved here. Refused for a
   * barred one.
   */
  Result<BookingAttempt, BookingRefusal> admit(BookingAttempt attempt) {
    if (!(attempt.actor() instanceof Actor.Visitor visitor
        && attempt.whom() instanceof Whom.ByPhone(var draft))) {
      return Result.done(attempt);
    }
    ClientRecord client = byPhone(attempt, draft);
    Optional<ClientStanding> standing =
        client.isNew() ? Optional.empty() : people.standing(attempt.tenant(), client.clientId());
    if (standing.filter(ClientStanding::barred).isPresent()) {
      return Result.refused(new BookingRefusal.NotTaken(attempt.proof().isEmpty()));
    }
    List<Count> counts =
        attempt.proof().isPresent() || standing.filter(ClientStanding::phoneProved).isPresent()
            ? List.of()
            : limits.get().ofUnproved(visitor);
    return Result.done(attempt.admitted(client, counts));
  }

  /** The client of a booking, known or about to be; empty for a walk-in and for nobody yet. */
  Optional<ClientRecord> client(BookingAttempt attempt) {
    return switch (attempt.whom()) {
      case Whom.Self(PersonId clientId) -> Optional.of(ClientRecord.known(clientId));
      case Whom.ById(PersonId clientId) -> Optional.of(ClientRecord.known(clientId));
      case Whom.ByPhone(var draft) -> Optional.of(byPhone(attempt, draft));
      case Whom.WalkIn _, Whom.Unnamed _ -> Optional.empty();
    };
  }

  private ClientRecord byPhone(BookingAttempt attempt, ClientRecords.ClientDraft draft) {
    return attempt.actor() instanceof Actor.Visitor visitor && attempt.proof().isPresent()
        ? clients.findOrPrepareProved(visitor, draft, attempt.now())
        : clients.findOrPrepare(attempt.tenant(), draft, attempt.now());
  }

  /**
   * The client's writes in the booking's transaction: the client's record, and the use of the
   * proof.
   */
  List<Write> writes(BookingAttempt attempt, Optional<ClientRecord> client) {
    List<Write> writes = new ArrayList<>(client.map(ClientRecord::writes).orElse(List.of()));
    attempt.proof().ifPresent(proof -> writes.addAll(proofs.uses(proof.checked())));
    return writes;
  }

  /** True when another request has used the proof meanwhile, perhaps the first one with its key. */
  boolean isSpent(BookingAttempt attempt) {
    return attempt.proof().filter(proof -> !proofs.isGood(proof.checked())).isPresent();
  }

  /** Counts a proof that was used in favour of the network from which it came. */
  Booked entered(BookingAttempt attempt, Booked booked) {
    if (!booked.replayed()
        && attempt.proof().isPresent()
        && attempt.actor() instanceof Actor.Visitor visitor) {
      proofs.entered(visitor, attempt.proof().get().checked());
    }
    return booked;
  }

  /**
   * What the actor is told. A visitor may know the phone of somebody else; without a proof it
   * learns nothing of that client's bookings.
   */
  static CreateOutcome discreet(BookingAttempt attempt, CreateOutcome outcome) {
    return attempt.isByVisitor()
            && attempt.proof().isEmpty()
            && outcome instanceof CreateOutcome.Refused(BookingRefusal refusal)
            && (refusal instanceof BookingRefusal.TooManyAhead
                || refusal instanceof BookingRefusal.Overlaps)
        ? new CreateOutcome.Refused(new BookingRefusal.NotTaken(true))
        : outcome;
  }
}
