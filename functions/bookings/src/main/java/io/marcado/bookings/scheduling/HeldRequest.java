package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingFault;
import io.marcado.bookings.lifecycle.BookingFault.Plain;
import io.marcado.bookings.lifecycle.ClassPlace;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.published.Attendee;
import io.marcado.domain.BookingId;
import io.marcado.domain.Ids;
import io.marcado.domain.ManageToken;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A request to book what is held.
 *
 * @param token of the hold; without a login it alone says who may book it
 * @param ifStillFree true to book anew, at the same price, when it is held no more
 * @param attendees who sits on the seats that are held; empty for a time
 * @param details the rest of the request, for the time that is held
 */
public record HeldRequest(
    BookingId holdId,
    Optional<ManageToken> token,
    boolean ifStillFree,
    List<Attendee> attendees,
    Function<SlotRequest, BookingRequest> details) {

  public HeldRequest {
    attendees = List.copyOf(attendees);
  }

  /** A key for what can be made of the hold once; with a token, nobody else can reckon it. */
  String onceOnly() {
    return Ids.derived(
        List.of("if-still-free", holdId.value(), token.map(ManageToken::text).orElse("")));
  }

  /** Why these people do not sit there. */
  Optional<BookingFault> misfit(Booking held) {
    int seats = held.classPlace().map(place -> place.seats().size()).orElse(0);
    if (attendees.size() <= seats) {
      return Optional.empty();
    }
    return Optional.of(seats == 0 ? Plain.HOLD_WITHOUT_SEATS : Plain.MORE_ATTENDEES_THAN_SEATS);
  }

  /**
   * The same as a request for seats.
   *
   * @param place the seats that are held
   */
  BookingRequest forSeatsOf(ClassSession session, ClassPlace place) {
    return details.apply(
        SlotRequest.of(
            session,
            ClassPlace.of(
                session.id(),
                place.seats().size(),
                attendees.stream().limit(place.seats().size()).toList())));
  }

  /** The same as a request for a time. */
  BookingRequest forTimeOf(Booking held) {
    if (!held.visit().isEmpty()) {
      return details.apply(
          SlotRequest.of(AskedPart.of(held.visit()), held.time().start().atOffset(ZoneOffset.UTC)));
    }
    return details.apply(
        new SlotRequest(
            held.serviceId(),
            Optional.of(held.mainResourceId()),
            held.time().start().atOffset(ZoneOffset.UTC),
            Optional.of(held.minutes())));
  }

  /** Hides the token. */
  @Override
  public String toString() {
    return "HeldRequest for " + holdId;
  }
}
