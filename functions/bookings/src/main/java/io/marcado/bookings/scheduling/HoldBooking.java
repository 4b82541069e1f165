package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.ApprovalRequest;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingFault;
import io.marcado.bookings.lifecycle.BookingFault.Plain;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.StaffNotes;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.rules.ApprovalRule;
import io.marcado.bookings.rules.Offers;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.CreateOutcome;
import io.marcado.bookings.store.Held;
import io.marcado.domain.Actor;
import io.marcado.domain.BookingId;
import io.marcado.domain.ManageToken;
import io.marcado.domain.Money;
import io.marcado.domain.PersonId;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.identity.published.ClientRecord;
import io.marcado.identity.published.PhoneProofs;
import io.marcado.platform.table.OptimisticRetry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Books what is held. Whether the time is good was decided when it was held, so no rule of time
 * judges it again; who books for whom is judged as for any booking.
 */
@Singleton
public final class HoldBooking {
  private final Configurations configurations;
  private final BookingStore store;
  private final BookingCreation creation;
  private final Admission admission;
  private final ClientLimits limits;
  private final HoldLimits holdLimits;
  private final SessionBooking sessionBooking;
  private final ShownClients clients;

  HoldBooking(
      Configurations configurations,
      BookingStore store,
      BookingCreation creation,
      Admission admission,
      ClientLimits limits,
      HoldLimits holdLimits,
      SessionBooking sessionBooking,
      ShownClients clients) {
    this.configurations = configurations;
    this.store = store;
    this.creation = creation;
    this.admission = admission;
    this.limits = limits;
    this.holdLimits = holdLimits;
    this.sessionBooking = sessionBooking;
    this.clients = clients;
  }

  /** Books what is held. For a retry, finds the booking that the first request made of it. */
  public Result<Booked, BookingRefusal> book(Actor actor, HeldRequest asked, Instant now) {
    Optional<Held> found =
        store
            .findHold(actor.tenant(), asked.holdId())
            .filter(held -> mayBook(actor, held.booking(), asked.token(), now));
    if (found.isEmpty()) {
      return Result.refused(new BookingRefusal.NoHold());
    }
    Held held = found.get();
    BookingRequest request = request(actor.tenant(), asked, held.booking());
    if (!held.booked() && held.booking().at(now).status() != BookingStatus.HELD) {
      // A hold is booked once, held or not: its retry finds the booking without a key.
      Result<Booked, BookingRefusal> anew =
          over(actor, asked, held.booking(), request.keyed(asked.onceOnly()), now);
      return request.idempotencyKey().isPresent()
          ? anew
          : anew.mapRefusal(HoldBooking::bookedAlready);
    }
    return admission
        .booking(actor, request, () -> admission.begin(actor, request, now))
        .then(
            attempt -> {
              Optional<BookingId> keyed =
                  Optional.of(attempt.bookingId()).filter(_ -> attempt.repeatable().hasKey());
              BookingAttempt ofHold = attempt.ofHold(asked.holdId());
              return admission.end(ofHold, book(ofHold, held, asked, keyed));
            })
        .map(booked -> booked.shown(actor, clients));
  }

  private static BookingRefusal bookedAlready(BookingRefusal refusal) {
    return refusal instanceof BookingRefusal.KeyReused
        ? new BookingRefusal.WrongStatus(BookingStatus.CONFIRMED, List.of(BookingStatus.HELD))
        : refusal;
  }

  private BookingRequest request(TenantId tenant, HeldRequest asked, Booking held) {
    return held.classPlace()
        .map(place -> asked.forSeatsOf(sessionBooking.session(tenant, place), place))
        .orElseGet(() -> asked.forTimeOf(held));
  }

  private static boolean mayBook(
      Actor actor, Booking held, Optional<ManageToken> token, Instant now) {
    return BookingRights.actsForBusiness(actor)
        || (actor instanceof Actor.Person person
            && held.clientId().filter(person.id()::equals).isPresent())
        || token.filter(given -> held.admits(given, now)).isPresent();
  }

  /** Somebody else may have the time by now. */
  private Result<Booked, BookingRefusal> over(
      Actor actor, HeldRequest asked, Booking held, BookingRequest request, Instant now) {
    if (!asked.ifStillFree()) {
      return Result.refused(new BookingRefusal.HoldExpired(false));
    }
    Optional<BookingFault> misfit = asked.misfit(held);
    if (misfit.isPresent()) {
      return BookingRefusal.faulty(misfit.get());
    }
    return configurations
        .of(actor.tenant(), held)
        .<Optional<Money>>decide(
            configuration ->
                price(configuration, held)
                    .filter(price -> !price.equals(held.price()))
                    .<Result<Optional<Money>, BookingRefusal>>map(
                        _ -> Result.refused(new BookingRefusal.HoldExpired(true)))
                    .orElseGet(() -> Result.done(held.price())))
        .whyRefused()
        // A retry of a successful request must not be refused.
        .filter(_ -> !creation.hasMade(actor, request, now))
        .<Result<Booked, BookingRefusal>>map(Result::refused)
        .orElseGet(() -> creation.book(actor, request, now));
  }

  /** What it costs by now; empty when one of its services never was. */
  private static Optional<Optional<Money>> price(Configuration configuration, Booking held) {
    if (held.classPlace().isPresent()) {
      return configuration
          .offeredClass()
          .map(service -> SessionBooking.price(service, held.classPlace().get()));
    }
    return held.visit().isEmpty()
        ? configuration
            .found()
            .map(found -> Offers.price(found.service(), held.mainResourceId(), held.minutes()))
        : Optional.of(Visits.price(held, configuration));
  }

  private Result<Booked, BookingRefusal> book(
      BookingAttempt attempt, Held held, HeldRequest asked, Optional<BookingId> keyed) {
    Optional<ManageToken> token = asked.token().filter(_ -> attempt.isByVisitor());
    return configurations
        .ofService(attempt.tenant(), held.booking().serviceId())
        .decide(
            configuration -> {
              OrganizationSettings settings = configuration.settings();
              if (held.booked()) {
                return booked(
                    BookingStore.repeated(held.booking(), attempt.repeatable().hash()),
                    attempt,
                    settings,
                    token);
              }
              Result<Booked, BookingRefusal> decided =
                  decide(attempt, held.booking(), asked, settings, token, keyed);
              // A retry of a successful request must not be refused.
              return decided
                  .whyRefused()
                  .filter(BookingRefusal::mayMeetARetry)
                  .flatMap(_ -> store.earlier(attempt.tenant(), attempt.repeatable()))
                  .map(outcome -> booked(outcome, attempt, settings, token))
                  .orElse(decided);
            });
  }

  private Result<Booked, BookingRefusal> decide(
      BookingAttempt attempt,
      Booking held,
      HeldRequest asked,
      OrganizationSettings settings,
      Optional<ManageToken> token,
      Optional<BookingId> keyed) {
    Optional<BookingRefusal> closed =
        Admission.closed(attempt, settings).or(() -> cancelled(attempt.request()));
    if (closed.isPresent()) {
      return Result.refused(closed.get());
    }
    List<BookingFault> faults = new ArrayList<>();
    Admission.foreignPhone(attempt, settings).ifPresent(faults::add);
    asked.misfit(held).ifPresent(faults::add);
    if (!BookingTexts.fit(attempt.request().notes(), attempt.request().customFields())) {
      faults.add(Plain.FIELDS_TOO_LARGE);
    }
    boolean reachable = admission.isReachable(attempt, faults);
    if (!faults.isEmpty()) {
      return Result.refused(new BookingRefusal.Faulty(faults));
    }
    return Admission.unproved(attempt, settings)
        .<Result<BookingAttempt, BookingRefusal>>map(Result::refused)
        .orElseGet(() -> admission.admit(attempt))
        .then(
            admitted -> booked(create(admitted, held, settings, keyed), admitted, settings, token))
        .map(booked -> booked.reaching(reachable && !admission.isBarred(attempt, booked.booking())))
        .map(booked -> admission.entered(attempt, booked));
  }

  /** Seats of a session that does not take place are worth nothing, held or not. */
  private static Optional<BookingRefusal> cancelled(BookingRequest request) {
    return request
        .slot()
        .seats()
        .filter(asked -> asked.session().isCancelled())
        .map(_ -> new BookingRefusal.SessionCancelled());
  }

  private CreateOutcome create(
      BookingAttempt attempt,
      Booking held,
      OrganizationSettings settings,
      Optional<BookingId> keyed) {
    // A client who was made meanwhile is asked for again.
    Iterator<Optional<ClientRecord>> client =
        Stream.concat(
                attempt.client().stream().map(Optional::of),
                Stream.generate(() -> admission.client(attempt)))
            .iterator();
    CreateOutcome outcome =
        OptimisticRetry.untilWritten(
            () ->
                Optional.of(create(attempt, held, settings, keyed, client.next()))
                    .map(made -> Admission.discreet(attempt, made))
                    .map(made -> spent(attempt, made))
                    .filter(made -> !(made instanceof CreateOutcome.ClientChanged)),
            () -> new CreateOutcome.Refused(new BookingRefusal.Busy()));
    if (outcome instanceof CreateOutcome.Created) {
      holdLimits.free(attempt.actor(), held.id());
    }
    return outcome;
  }

  private CreateOutcome create(
      BookingAttempt attempt,
      Booking held,
      OrganizationSettings settings,
      Optional<BookingId> keyed,
      Optional<ClientRecord> client) {
    return store.book(
        attempt.tenant(),
        held,
        booking(attempt, held, settings, client.map(ClientRecord::clientId)),
        admission.writes(attempt, client),
        limits.of(attempt.actor(), attempt.now()),
        attempt.counts(),
        keyed);
  }

  /** Another request may have used the proof meanwhile, perhaps the first one for this hold. */
  private CreateOutcome spent(BookingAttempt attempt, CreateOutcome outcome) {
    return outcome instanceof CreateOutcome.ClientChanged && admission.isSpent(attempt)
        ? store
            .earlier(attempt.tenant(), attempt.repeatable())
            .orElseGet(
                () ->
                    new CreateOutcome.Refused(
                        new BookingRefusal.NotProved(new PhoneProofs.Expired())))
        : outcome;
  }

  /**
   * Time, resources, price and policy are those of the hold. Seats are in their session, whenever
   * that is by now.
   */
  private static Booking booking(
      BookingAttempt attempt,
      Booking held,
      OrganizationSettings settings,
      Optional<PersonId> clientId) {
    BookingRequest request = attempt.request();
    boolean byRequest =
        held.hold().orElseThrow().byRequest() && !BookingRights.actsForBusiness(attempt.actor());
    boolean waits = byRequest || BookingRights.needsApproval(attempt.actor(), settings);
    Booking booking =
        new Booking(
            held.id(),
            waits ? BookingStatus.PENDING : BookingStatus.CONFIRMED,
            held.serviceId(),
            held.resourceIds(),
            clientId,
            held.time(),
            held.localStart(),
            held.names(),
            held.taken(),
            held.price(),
            BookingRights.source(attempt.actor()),
            request.notes(),
            request.customFields(),
            attempt.named(),
            Optional.empty(),
            attempt.repeatable().hash(),
            // The token of the hold goes on as that of the booking, while nobody is signed in.
            attempt.isByVisitor() ? held.manageAccess() : Optional.empty(),
            "",
            1,
            attempt.now(),
            attempt.now(),
            attempt.now(),
            waits
                ? Optional.of(
                    new ApprovalRequest(
                        ApprovalRule.of(settings).deadline(attempt.now()), Optional.empty()))
                : Optional.empty(),
            Optional.of(BookingRights.changedBy(attempt.actor())),
            held.hold(),
            StaffNotes.NONE,
            Optional.empty(),
            held.visit(),
            Optional.empty());
    return request
        .slot()
        .seats()
        .map(asked -> booking.seated(asked.session(), asked.place()))
        .orElse(booking);
  }

  private static Result<Booked, BookingRefusal> booked(
      CreateOutcome outcome,
      BookingAttempt attempt,
      OrganizationSettings settings,
      Optional<ManageToken> token) {
    return switch (outcome) {
      case CreateOutcome.Created(Booking booking) ->
          Result.done(new Booked(booking, settings, false, true, token, Optional.empty()));
      case CreateOutcome.Replayed(Booking booking) ->
          Result.done(
              new Booked(booking.at(attempt.now()), settings, true, true, token, Optional.empty()));
      case CreateOutcome.Refused(BookingRefusal refusal) -> Result.refused(refusal);
      case CreateOutcome.ClientChanged _, CreateOutcome.SlotTaken _ ->
          throw new IllegalStateException("what is held takes no time, and clients are looked up");
    };
  }
}
