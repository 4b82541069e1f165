package io.marcado.bookings.scheduling;

import io.marcado.bookings.store.ClientAllowance;
import io.marcado.domain.Actor;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.Limits;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/**
 * How much of a business's time one client may take. A deployment whose limits are beyond {@value
 * ClientAllowance#MOST} has none.
 */
@Singleton
public final class ClientLimits {
  private final int ahead;
  private final int overlapping;
  private final int changes;

  ClientLimits(Limits limits) {
    this.ahead = limits.most(LimitPolicy.BOOKINGS_AHEAD_OF_CLIENT);
    this.overlapping = limits.most(LimitPolicy.OVERLAPPING_BOOKINGS_OF_CLIENT);
    this.changes = limits.most(LimitPolicy.BOOKINGS_AND_MOVES_OF_CLIENT);
  }

  /** The limits of the client for whom the actor books, moves or cancels; empty without limits. */
  public Optional<ClientAllowance> of(Actor actor, Instant now) {
    return ahead > 0
            && overlapping > 0
            && changes > 0
            && ahead <= ClientAllowance.MOST
            && changes <= ClientAllowance.MOST
        ? Optional.of(
            new ClientAllowance(
                !BookingRights.actsForBusiness(actor), ahead, overlapping, changes, now))
        : Optional.empty();
  }
}
