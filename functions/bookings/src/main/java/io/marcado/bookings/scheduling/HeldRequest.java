package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.domain.BookingId;
import io.marcado.domain.ManageToken;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;

/**
 * A request to book what is held.
 *
 * @param token of the hold; without a login it alone says who may book it
 * @param ifStillFree true to book anew, at the same price, when it is held no more
 * @param details the rest of the request, for the time that is held
 */
public record HeldRequest(
    BookingId holdId,
    Optional<ManageToken> token,
    boolean ifStillFree,
    Function<SlotRequest, BookingRequest> details) {

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
            Optional.of((int) held.time().minutes())));
  }

  /** Hides the token. */
  @Override
  public String toString() {
    return "HeldRequest for " + holdId;
  }
}
