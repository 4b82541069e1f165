package io.marcado.bookings.realign;

import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.realign.Realigned.Outcome;
import io.marcado.domain.time.LocalStart;
import java.time.Instant;

/**
 * A session of a class that did not begin at its local start. Its bookings follow it.
 *
 * @param session as it was found
 * @param to when it is to begin
 * @param localStart the local start that it is to have
 */
public record RealignedSession(
    ClassSession session, Instant to, LocalStart localStart, Outcome outcome) {

  /** When it began. */
  public Instant from() {
    return session.time().start();
  }

  /** True when people still wait for it: see {@link Realigned#isAhead}. */
  boolean isAhead(Instant now) {
    boolean sameZone = session.localStart().zone().equals(localStart.zone());
    return from().isAfter(now) || (sameZone && to.isAfter(now));
  }

  boolean isLater() {
    return to.isAfter(from());
  }

  RealignedSession as(Outcome other) {
    return new RealignedSession(session, to, localStart, other);
  }
}
