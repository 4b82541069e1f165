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
    ClassSession session, Instant to, LocalStart localStart, Outcome outcome) implements Displaced {

  @Override
  public LocalStart agreed() {
    return session.localStart();
  }

  @Override
  public Instant from() {
    return session.time().start();
  }

  RealignedSession as(Outcome other) {
    return new RealignedSession(session, to, localStart, other);
  }
}
