package io.marcado.bookings.lifecycle;

import io.marcado.domain.time.LocalStart;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * That a client comes.
 *
 * @param at when it was confirmed
 * @param start to which the client comes
 * @param localStart the same as clocks showed it; empty for a booking that does not know it
 */
public record Confirmation(Instant at, Instant start, Optional<LocalDateTime> localStart) {

  static Confirmation of(Instant at, Booking booking) {
    return new Confirmation(at, booking.time().start(), booking.localStart().map(LocalStart::at));
  }

  /** True for the same start, whatever new rules of the zone made of its instant. */
  boolean isFor(Instant otherStart, Optional<LocalStart> otherLocal) {
    return start.equals(otherStart)
        || localStart.isPresent() && localStart.equals(otherLocal.map(LocalStart::at));
  }
}
