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
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Plans the moves of seats from one session of a class to another. The transaction of a move gives
 * seats back in one row and takes them in the other, so it touches no other booking.
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
   * The booking with its new session.
   *
   * @param noted the present booking with the new note
   * @param full true when an attempt has found too few free seats
   */
  Result<Replacement, BookingRefusal> plan(
      Actor actor, Booking present, Booking noted, BookingEdit edit, boolean full, Instant now) {
    Optional<ClassPlace> place = present.classPlace();
    if (place.isEmpty()) {
      return BookingRefusal.faulty(Plain.NO_SEATS);
    }
    if (edit.start().isPresent()
        || edit.resourceId().isPresent()
        || edit.durationMinutes().isPresent()) {
      return BookingRefusal.faulty(Plain.SET_BY_SESSION);
    }
    ClassSessionId target = edit.sessionId().orElse(place.get().sessionId());
    if (target.equals(place.get().sessionId())) {
      return Result.done(Replacement.takingNoTime(noted));
    }
    Optional<Booking> back = noted.movedBack(target);
    if (back.isPresent()) {
      return Result.done(Replacement.takingNoTime(back.get()));
    }
    Optional<ClassSession> session = sessions.find(actor.tenant(), target);
    if (session.isEmpty()) {
      return BookingRefusal.faulty(Plain.UNKNOWN_SESSION);
    }
    return configurations
        .ofService(actor.tenant(), present.serviceId())
        .decide(configuration -> plan(actor, noted, session.get(), edit, full, configuration, now));
  }

  private Result<Replacement, BookingRefusal> plan(
      Actor actor,
      Booking noted,
      ClassSession session,
      BookingEdit edit,
      boolean full,
      Configuration configuration,
      Instant now) {
    return movables
        .seatsOf(actor, noted, configuration, now)
        .then(
            _ -> {
              List<BookingFault> faults = faults(actor, noted, session, edit, configuration, now);
              if (!faults.isEmpty()) {
                return Result.refused(new BookingRefusal.Faulty(faults));
              }
              if (full || session.isCancelled()) {
                return Result.refused(booking.full(actor, session, configuration.settings(), now));
              }
              return Result.done(
                  new Replacement(
                      noted.seated(session, noted.classPlace().orElseThrow().in(session.id())),
                      Map.of(SessionSeats.row(session.id()), SessionSeats.MOST)));
            });
  }

  private static List<BookingFault> faults(
      Actor actor,
      Booking noted,
      ClassSession session,
      BookingEdit edit,
      Configuration configuration,
      Instant now) {
    List<BookingFault> faults = new ArrayList<>();
    if (!session.serviceId().equals(noted.serviceId())) {
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
          .judge(session, ignored.get())
          .forEach(broken -> faults.add(new BookingFault.Broken(broken.at("/sessionId"))));
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
