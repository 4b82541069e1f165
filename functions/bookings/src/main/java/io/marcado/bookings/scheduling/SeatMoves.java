package io.marcado.bookings.scheduling;

import io.marcado.bookings.ledger.SessionSeats;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingFault;
import io.marcado.bookings.lifecycle.BookingFault.Plain;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.BookingRefusal.Act;
import io.marcado.bookings.lifecycle.BookingRefusal.Withdrawn;
import io.marcado.bookings.lifecycle.ClassPlace;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.store.BookingStore.Replacement;
import io.marcado.bookings.store.ClassSessionStore;
import io.marcado.domain.Actor;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.Money;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Plans the moves of seats from one session of a class to another, and other numbers of seats. The
 * transaction of a move gives seats back in one row and takes them in the other, so it touches no
 * other booking.
 */
@Singleton
final class SeatMoves {
  private final Configurations configurations;
  private final ClassSessionStore sessions;
  private final SessionBooking booking;
  private final Movables movables;

  SeatMoves(
      Configurations configurations,
      ClassSessionStore sessions,
      SessionBooking booking,
      Movables movables) {
    this.configurations = configurations;
    this.sessions = sessions;
    this.booking = booking;
    this.movables = movables;
  }

  /**
   * The booking with its new session or seats.
   *
   * @param takes true when it takes seats that it had not
   */
  record Planned(Replacement next, boolean takes) {
    static Planned giving(Booking booking) {
      return new Planned(Replacement.takingNoTime(booking), false);
    }
  }

  /**
   * The booking with its new session, seats or attendees.
   *
   * @param noted the present booking with the new note
   * @param full true when an attempt has found too few free seats
   */
  Result<Planned, BookingRefusal> plan(
      Actor actor, Booking present, Booking noted, BookingEdit edit, boolean full, Instant now) {
    if (present.classPlace().isEmpty()) {
      return Result.refused(new BookingRefusal.Faulty(ofNoClass(edit)));
    }
    ClassPlace place = present.classPlace().get();
    ClassSessionId target = edit.sessionId().orElse(place.sessionId());
    boolean stays = target.equals(place.sessionId());
    List<BookingFault> faults = new ArrayList<>();
    if (edit.start().isPresent()
        || edit.resourceId().isPresent()
        || edit.resourceIds().isPresent()
        || edit.durationMinutes().isPresent()
        || (edit.changesService(present) && stays)) {
      faults.add(Plain.SET_BY_SESSION);
    }
    Optional<Booking> back =
        stays && edit.seats().isEmpty() ? Optional.empty() : noted.movedBack(target);
    int had = back.map(SeatMoves::seats).filter(_ -> !stays).orElse(place.seats().size());
    int wanted = edit.seats().orElse(had);
    faults.addAll(faults(place, wanted, edit));
    if (!faults.isEmpty()) {
      return Result.refused(new BookingRefusal.Faulty(faults));
    }
    ClassPlace next = place.with(wanted, edit.attendees());
    if (back.filter(kept -> seats(kept) == wanted).isPresent()) {
      return Result.done(Planned.giving(back.get().sitting(next.in(target))));
    }
    if (stays && wanted == place.seats().size()) {
      return Result.done(Planned.giving(noted.sitting(next)));
    }
    Booking from = back.filter(kept -> seats(kept) > wanted).orElse(noted);
    if ((stays || !from.equals(noted)) && seats(from) > wanted) {
      return fewer(actor, from, from.equals(noted) ? next : next.in(target), now);
    }
    Optional<ClassSession> session = sessions.find(actor.tenant(), target);
    if (session.isEmpty()) {
      return BookingRefusal.faulty(Plain.UNKNOWN_SESSION);
    }
    return configurations
        .ofService(actor.tenant(), edit.serviceOf(present))
        .decide(
            configuration ->
                plan(actor, noted, session.get(), next, edit, full, configuration, now));
  }

  /** What only a booking of a class has. */
  private static List<BookingFault> ofNoClass(BookingEdit edit) {
    List<BookingFault> faults = new ArrayList<>();
    edit.sessionId().ifPresent(_ -> faults.add(new BookingFault.OfClass("/sessionId")));
    edit.seats().ifPresent(_ -> faults.add(new BookingFault.OfClass("/seats")));
    edit.attendees().ifPresent(_ -> faults.add(new BookingFault.OfClass("/attendees")));
    return faults;
  }

  private static List<BookingFault> faults(ClassPlace place, int wanted, BookingEdit edit) {
    List<BookingFault> faults = new ArrayList<>();
    if (edit.attendees().filter(all -> all.size() > wanted).isPresent()) {
      faults.add(Plain.MORE_ATTENDEES_THAN_SEATS);
    }
    boolean loses =
        place.seats().stream().skip(wanted).anyMatch(seat -> seat.attendee().isPresent());
    if (loses && edit.attendees().isEmpty()) {
      faults.add(Plain.WHO_STILL_COMES);
    }
    return faults;
  }

  private static int seats(Booking booking) {
    return booking.classPlace().orElseThrow().seats().size();
  }

  /** Gives seats back, which is a cancellation of them: nobody has to approve it. */
  private Result<Planned, BookingRefusal> fewer(
      Actor actor, Booking from, ClassPlace next, Instant now) {
    return configurations
        .settings(actor.tenant())
        .decide(
            settings ->
                from.open()
                    .then(_ -> BookingRights.inTime(actor, from, Act.CANCEL, settings, now))
                    .then(
                        open ->
                            BookingRights.isOver(open, now)
                                ? Result.refused(new BookingRefusal.Over())
                                : Result.done(open)))
        .map(
            open ->
                Planned.giving(
                    open.leftWith(next)
                        .priced(
                            open.price()
                                .map(price -> price.part(next.seats().size(), seats(open))))));
  }

  private Result<Planned, BookingRefusal> plan(
      Actor actor,
      Booking noted,
      ClassSession session,
      ClassPlace next,
      BookingEdit edit,
      boolean full,
      Configuration configuration,
      Instant now) {
    if (edit.changesService(noted) && configuration.offeredClass().isEmpty()) {
      return BookingRefusal.faulty(Plain.UNKNOWN_SERVICE);
    }
    return movables
        .seatsOf(actor, noted, configuration, now)
        .then(
            _ -> {
              List<BookingFault> faults = faults(actor, noted, session, edit, configuration, now);
              Optional<Cost> cost = cost(noted, next.seats().size(), edit, configuration);
              if (cost.map(Cost::amount).filter(Money::isTooLarge).isPresent()) {
                faults.add(Plain.SEATS_TOO_DEAR);
              }
              if (!faults.isEmpty()) {
                return Result.refused(new BookingRefusal.Faulty(faults));
              }
              if (full || session.isCancelled()) {
                return Result.refused(booking.full(actor, session, configuration.settings(), now));
              }
              ClassPlace place =
                  session.id().equals(next.sessionId()) ? next : next.in(session.id());
              return Result.done(
                  new Planned(
                      new Replacement(
                          noted.seated(session, place).priced(cost.map(Cost::money)),
                          Map.of(SessionSeats.row(session.id()), SessionSeats.MOST)),
                      true));
            });
  }

  /** What seats cost, which may be more than a price can be. */
  private record Cost(BigDecimal amount, Currency currency) {
    static Cost of(Money one, int seats) {
      return new Cost(one.amount().multiply(BigDecimal.valueOf(seats)), one.currency());
    }

    Cost and(Money other) {
      return new Cost(amount.add(other.amount()), currency);
    }

    Money money() {
      return new Money(amount, currency);
    }
  }

  /**
   * What the seats cost: those that stay what was agreed on, each more what one costs now, and of
   * fewer their part. Seats of another class cost what they cost now.
   */
  private static Optional<Cost> cost(
      Booking noted, int wanted, BookingEdit edit, Configuration configuration) {
    int had = seats(noted);
    Optional<Money> one = configuration.found().flatMap(all -> all.service().price());
    if (edit.changesService(noted)) {
      return one.map(price -> Cost.of(price, wanted));
    }
    if (wanted <= had) {
      return noted.price().map(price -> Cost.of(price.part(wanted, had), 1));
    }
    Optional<Cost> more = one.map(price -> Cost.of(price, wanted - had));
    if (noted.price().isEmpty() || more.isEmpty()) {
      return noted.price().map(price -> Cost.of(price, 1)).or(() -> more);
    }
    return noted.price().get().currency().equals(more.get().currency())
        ? noted.price().flatMap(price -> more.map(cost -> cost.and(price)))
        : one.map(price -> Cost.of(price, wanted));
  }

  private static List<BookingFault> faults(
      Actor actor,
      Booking noted,
      ClassSession session,
      BookingEdit edit,
      Configuration configuration,
      Instant now) {
    List<BookingFault> faults = new ArrayList<>();
    if (!session.serviceId().equals(edit.serviceOf(noted))) {
      faults.add(Plain.SESSION_OF_OTHER_CLASS);
    }
    Optional<Set<SchedulingRule>> ignored =
        BookingRights.setAside(
            actor,
            session.time().start(),
            edit.ignored(),
            configuration.settings().timeline(),
            now);
    if (ignored.isEmpty()) {
      faults.add(Plain.IN_THE_PAST);
    } else {
      new SessionRules(configuration.settings(), now)
          .judge(session, ignored.get()).stream()
              .map(broken -> broken.at(edit.sessionId().isPresent() ? "/sessionId" : "/seats"))
              .forEach(broken -> faults.add(new BookingFault.Broken(broken)));
    }
    return faults;
  }

  /** A rejected booking that takes its seats again. */
  Result<Replacement, BookingRefusal> again(TenantId tenant, Booking rejected, Instant now) {
    ClassPlace place = rejected.classPlace().orElseThrow();
    ClassSession session =
        sessions
            .find(tenant, place.sessionId())
            .orElseThrow(() -> new IllegalStateException("a booking of a session that never was"));
    if (session.isCancelled()) {
      return Result.refused(new BookingRefusal.SessionCancelled());
    }
    return rejected
        .confirmedAfterAll(List.of(SessionSeats.of(session.id(), place.seats().size())), now)
        .map(
            confirmed ->
                new Replacement(
                    confirmed.seated(session, place),
                    Map.of(SessionSeats.row(session.id()), SessionSeats.MOST)));
  }

  /** The booking, if the actor may move its seats now. */
  static Result<Booking, BookingRefusal> movable(
      Actor actor, Booking booking, Configuration configuration, Instant now) {
    return booking
        .open()
        .then(_ -> BookingRights.inTime(actor, booking, Act.MOVE, configuration.settings(), now))
        .then(
            open ->
                BookingRights.actsForBusiness(actor) || configuration.offeredClass().isPresent()
                    ? Result.done(open)
                    : Result.refused(new BookingRefusal.NoLongerOffered(Withdrawn.SERVICE)));
  }
}
