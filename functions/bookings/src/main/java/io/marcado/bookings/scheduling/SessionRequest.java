package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.ClassPlace;
import io.marcado.domain.ServiceId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;

/**
 * A request of an actor to book seats of a session.
 *
 * @param details the rest of the request, once the session has said which time it is
 */
public record SessionRequest(ClassPlace place, Function<SlotRequest, BookingRequest> details) {
  private static final SlotRequest UNKNOWN =
      new SlotRequest(
          new ServiceId("unknown"),
          Optional.empty(),
          Instant.EPOCH.atOffset(ZoneOffset.UTC),
          Optional.empty());

  /** What it says beside its session, which nobody has looked for yet. */
  BookingRequest said() {
    return details.apply(UNKNOWN);
  }
}
