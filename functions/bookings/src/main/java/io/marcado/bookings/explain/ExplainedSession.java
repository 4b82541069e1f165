package io.marcado.bookings.explain;

import io.marcado.bookings.lifecycle.ClassSession;
import java.time.Instant;
import java.util.List;

/**
 * A session that starts at the asked time, with each rule's answer.
 *
 * @param seatsLeft how many can be booked; 0 when it is cancelled
 * @param checks in the order in which people ask
 */
public record ExplainedSession(ClassSession session, int seatsLeft, List<Check> checks) {
  public ExplainedSession {
    checks = List.copyOf(checks);
  }

  boolean hasBegun(Instant now) {
    return !session.time().start().isAfter(now);
  }

  /** True when nothing is in the way of it. */
  public boolean works() {
    return checks.stream().allMatch(Check::works);
  }
}
