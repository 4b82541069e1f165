package io.marcado.bookings.scheduling;

import io.marcado.bookings.ledger.SessionSeats;
import io.marcado.bookings.ledger.SessionSeats.Seats;
import io.marcado.bookings.lifecycle.BookingFault;
import io.marcado.bookings.lifecycle.BookingFault.Plain;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.ClassPlace;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.lifecycle.SeatsLeft;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.bookings.store.ClassSessionStore;
import io.marcado.domain.Actor;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.Money;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.Interval;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a booking of seats needs to know of its session. */
@Singleton
final class SessionBooking {
  private static final int MOST_ALTERNATIVES = 3;
  private static final Duration FORTNIGHT = Duration.ofDays(14);

  private final ClassSessionStore sessions;
  private final SessionSeats seats;

  SessionBooking(ClassSessionStore sessions, SessionSeats seats) {
    this.sessions = sessions;
    this.seats = seats;
  }

  /** The time of a session, which takes bookings or did. */
  Result<SlotRequest, BookingRefusal> slot(TenantId tenant, ClassPlace place) {
    return sessions
        .find(tenant, place.sessionId())
        .<Result<SlotRequest, BookingRefusal>>map(
            session -> Result.done(SlotRequest.of(session, place)))
        .orElseGet(() -> BookingRefusal.faulty(Plain.UNKNOWN_SESSION));
  }

  /**
   * The needs to judge and to pay: the time of the session, and the service's price for each seat.
   *
   * @param faults collects the faults
   */
  Optional<ServiceNeeds> needs(
      SlotRequest slot, Configuration configuration, List<BookingFault> faults) {
    ClassSession session = slot.seats().orElseThrow().session();
    Optional<BookableService> service = configuration.offeredClass();
    if (service.isEmpty()) {
      faults.add(Plain.UNKNOWN_SERVICE);
      return Optional.empty();
    }
    Optional<Money> price = price(service.get(), slot.seats().orElseThrow().place());
    if (price.isEmpty() && service.get().price().isPresent()) {
      faults.add(Plain.SEATS_TOO_DEAR);
    }
    return Optional.of(SessionRules.needs(session, price, service.get().holdMinutes()));
  }

  /** What seats cost together; empty without a price, and for more than a price can be. */
  static Optional<Money> price(BookableService service, ClassPlace place) {
    BigDecimal seats = BigDecimal.valueOf(place.seats().size());
    return service
        .price()
        .filter(one -> !Money.isTooLarge(one.amount().multiply(seats)))
        .map(one -> new Money(one.amount().multiply(seats), one.currency()));
  }

  /** The session of seats that are held; sessions are never deleted. */
  ClassSession session(TenantId tenant, ClassPlace held) {
    return sessions
        .find(tenant, held.sessionId())
        .orElseThrow(() -> new IllegalStateException("seats of a session that never was"));
  }

  /** Why a session gave no seats. */
  BookingRefusal full(
      Actor actor, ClassSession session, OrganizationSettings settings, Instant now) {
    TenantId tenant = actor.tenant();
    Optional<Seats> present = seats.find(tenant, session.id());
    if (present.filter(Seats::closed).isPresent()) {
      return new BookingRefusal.SessionCancelled();
    }
    SessionRules rules = new SessionRules(settings, now);
    List<ClassSession> near =
        sessions
            .within(
                tenant,
                session.serviceId(),
                new Interval(
                    session.time().start().minus(FORTNIGHT),
                    session.time().start().plus(FORTNIGHT)))
            .stream()
            .filter(other -> !other.id().equals(session.id()))
            .filter(other -> rules.judge(other, List.of()).isEmpty())
            .toList();
    Map<ClassSessionId, Seats> left =
        seats.recent(tenant, near.stream().map(ClassSession::id).toList());
    return new BookingRefusal.SessionFull(
        present.map(Seats::left).orElse(0),
        near.stream()
            .flatMap(
                other ->
                    Optional.ofNullable(left.get(other.id())).map(Seats::left).stream()
                        .filter(free -> free > 0)
                        .map(free -> new SeatsLeft(other, free)))
            .sorted(
                Comparator.comparing(
                    other ->
                        Duration.between(session.time().start(), other.session().time().start())
                            .abs()))
            .limit(MOST_ALTERNATIVES)
            .toList(),
        settings.timeline());
  }
}
