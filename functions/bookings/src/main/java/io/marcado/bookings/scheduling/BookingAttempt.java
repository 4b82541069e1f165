package io.marcado.bookings.scheduling;

import io.marcado.bookings.published.NamedPeople;
import io.marcado.bookings.rules.Offers;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.domain.Actor;
import io.marcado.domain.BookingId;
import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.identity.published.ClientRecord;
import io.marcado.platform.limits.RateLimiter.Count;
import io.marcado.platform.replay.Repeatable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A request to book that is being answered.
 *
 * @param seed of the manage token of a visitor's booking: what its sender knows, if it may repeat
 *     the request
 * @param proof of the client's phone, if the request brings one
 * @param client as it was found before; empty before it was asked for
 * @param counts against limits, together with the booking
 * @param holds true when the time is only to be held
 */
record BookingAttempt(
    Actor actor,
    BookingRequest request,
    Whom whom,
    Repeatable repeatable,
    BookingId bookingId,
    String seed,
    Optional<GivenProof> proof,
    Optional<ClientRecord> client,
    List<Count> counts,
    boolean holds,
    Instant now) {

  static BookingAttempt of(
      Actor actor,
      BookingRequest request,
      Whom whom,
      Optional<GivenProof> proof,
      Ids ids,
      Instant now) {
    // A visitor has no id; the client's phone stands for it.
    String sender =
        whom instanceof Whom.ByPhone(var client)
            ? actor.auditId().orElse(client.phone().e164())
            : actor.auditId().orElseThrow();
    return of(
        actor,
        request,
        whom,
        proof,
        actor instanceof Actor.Visitor ? "CreatePublicBooking" : "CreateBooking",
        sender,
        false,
        ids,
        now);
  }

  /** One that is only to hold the time. A visitor has named no phone; its address stands for it. */
  static BookingAttempt toHold(
      Actor actor, BookingRequest request, Whom whom, Ids ids, Instant now) {
    return of(
        actor,
        request,
        whom,
        Optional.empty(),
        "CreateHold",
        actor.auditId().or(actor::address).orElseThrow(),
        true,
        ids,
        now);
  }

  private static BookingAttempt of(
      Actor actor,
      BookingRequest request,
      Whom whom,
      Optional<GivenProof> proof,
      String operation,
      String sender,
      boolean holds,
      Ids ids,
      Instant now) {
    Repeatable repeatable =
        Repeatable.of(
            actor.tenant().value(),
            operation,
            sender,
            request.idempotencyKey(),
            request.hash(whom));
    return new BookingAttempt(
        actor,
        whom instanceof Whom.WalkIn ? request.toTheMinute() : request,
        whom,
        repeatable,
        new BookingId(repeatable.id(ids::nextLong)),
        request.idempotencyKey().orElseGet(ids::nextLong),
        proof,
        Optional.empty(),
        List.of(),
        holds,
        now);
  }

  /** The same for what is held already: the booking has its id, and can be made only once. */
  BookingAttempt ofHold(BookingId holdId) {
    return new BookingAttempt(
        actor,
        request,
        whom,
        new Repeatable(Optional.of(holdId.value()), repeatable.hash()),
        holdId,
        seed,
        proof,
        client,
        counts,
        holds,
        now);
  }

  /** The same, once its client is found. */
  BookingAttempt admitted(ClientRecord found, List<Count> counted) {
    return new BookingAttempt(
        actor,
        request,
        whom,
        repeatable,
        bookingId,
        seed,
        proof,
        Optional.of(found),
        counted,
        holds,
        now);
  }

  TenantId tenant() {
    return actor.tenant();
  }

  boolean isByVisitor() {
    return actor instanceof Actor.Visitor;
  }

  /** The time from the requested start, as long as an offer lasts in local time of the business. */
  Interval time(ServiceNeeds offer, LocalTimeline timeline) {
    return timeline.lasting(request.slot().start(), offer.service().durationMinutes());
  }

  /** What there is for the requested duration. */
  Offers offers(ServiceNeeds needs) {
    return Offers.of(needs, request.slot().durationMinutes());
  }

  NamedPeople named() {
    return new NamedPeople(
        request.attendee(),
        switch (whom) {
          case Whom.Self _, Whom.ById _, Whom.Unnamed _ -> Optional.empty();
          case Whom.ByPhone(var client) ->
              Optional.of(new NamedPeople.GivenClient(client.name(), client.email()));
          case Whom.WalkIn(String name) ->
              Optional.of(new NamedPeople.GivenClient(name, Optional.empty()));
        });
  }
}
