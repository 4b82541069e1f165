package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.domain.Actor;
import io.marcado.domain.Result;
import io.marcado.identity.published.ClientStanding;
import io.marcado.identity.published.PeopleReader;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** Says which bookings an actor may move, for moves and for the search of free times. */
@Singleton
final class Movables {
  private final PeopleReader people;

  Movables(PeopleReader people) {
    this.people = people;
  }

  /**
   * The booking, if the actor may move it. A guest's token and a link outlive what the business
   * thinks of the client, so they cost a read more: who may not book does not move either.
   *
   * @param minutes how long it shall last; empty for the usual duration of another service
   */
  Result<Movable, BookingRefusal> of(
      Actor actor,
      Booking booking,
      Optional<Integer> minutes,
      Configuration configuration,
      Instant now) {
    return Movable.of(actor, booking, minutes, configuration, now)
        .then(
            movable ->
                isBarred(actor, booking)
                    ? Result.refused(new BookingRefusal.NotTaken())
                    : Result.done(movable));
  }

  /** The same for seats of a session. */
  Result<Booking, BookingRefusal> seatsOf(
      Actor actor, Booking booking, Configuration configuration, Instant now) {
    return SeatMoves.movable(actor, booking, configuration, now)
        .then(
            movable ->
                isBarred(actor, booking)
                    ? Result.refused(new BookingRefusal.NotTaken())
                    : Result.done(movable));
  }

  /** The same for a visit; {@link VisitMoves} says where it may go. */
  Result<VisitMoves, BookingRefusal> visit(
      Actor actor, Booking booking, Configuration configuration, Instant now) {
    return isBarred(actor, booking)
        ? Result.refused(new BookingRefusal.NotTaken())
        : Result.done(new VisitMoves(actor, booking, configuration, now));
  }

  /** The booking, whatever it is of, if the actor may move it anywhere. */
  Result<Booking, BookingRefusal> movable(
      Actor actor, Booking booking, Configuration configuration, Instant now) {
    if (booking.classPlace().isPresent()) {
      return seatsOf(actor, booking, configuration, now);
    }
    return booking.visit().isEmpty()
        ? of(actor, booking, Optional.of(booking.minutes()), configuration, now).map(_ -> booking)
        : visit(actor, booking, configuration, now).then(VisitMoves::search).map(_ -> booking);
  }

  private boolean isBarred(Actor actor, Booking booking) {
    return BookingRights.comesBack(actor)
        && booking
            .clientId()
            .flatMap(client -> people.standing(actor.tenant(), client))
            .filter(ClientStanding::barred)
            .isPresent();
  }
}
