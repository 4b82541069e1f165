package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.domain.ResourceId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A requested move of a booking.
 *
 * @param movable the present booking with the new note
 * @param now the instant of the request
 */
record Move(Movable movable, BookingEdit edit, Instant now) {

  Booking booking() {
    return movable.booking();
  }

  /** The new start. */
  Instant start() {
    return edit.startOf(booking());
  }

  /** The new main resource; of another service perhaps one that cannot do it. */
  ResourceId main() {
    return edit.mainOf(booking());
  }

  /** The rules that do not judge the new start; empty when it is in the past. */
  Optional<Set<SchedulingRule>> setAside() {
    return keepsStart()
        ? Optional.of(edit.ignored())
        : BookingRights.setAside(
            movable.mover().actor(),
            start(),
            edit.ignored(),
            movable.configuration().settings().timeline(),
            now);
  }

  /** True when nobody says who does another service, and the present main resource does not. */
  boolean choosesMain() {
    return movable.changesService()
        && edit.namedMain().isEmpty()
        && movable.needs().withMain(main()).mains().isEmpty();
  }

  boolean keepsStart() {
    return start().equals(booking().time().start());
  }

  boolean keepsMain() {
    return main().equals(booking().mainResourceId());
  }
}
