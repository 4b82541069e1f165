package io.marcado.bookings.scheduling;

import io.marcado.bookings.store.ClientAllowance;
import io.marcado.bookings.store.ClientAllowance.By;
import io.marcado.bookings.store.ClientAllowance.Share;
import io.marcado.domain.Actor;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.Limits;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How much of a business's time one client may take. A deployment has limits from 1 to {@value
 * ClientAllowance#MOST}, or none: then each of them is beyond that.
 */
@Singleton
public final class ClientLimits {
  private final boolean off;
  private final Share ofClient;
  private final Share ofVisitors;
  private final int overlapping;

  ClientLimits(Limits limits) {
    this.off =
        limits.areOff(
            List.of(
                LimitPolicy.BOOKINGS_AHEAD_OF_CLIENT,
                LimitPolicy.BOOKINGS_AHEAD_OF_PHONE,
                LimitPolicy.OVERLAPPING_BOOKINGS_OF_CLIENT,
                LimitPolicy.BOOKINGS_AND_MOVES_OF_CLIENT,
                LimitPolicy.BOOKINGS_AND_MOVES_OF_PHONE),
            ClientAllowance.MOST);
    this.ofClient =
        new Share(
            limits.most(LimitPolicy.BOOKINGS_AHEAD_OF_CLIENT),
            limits.most(LimitPolicy.BOOKINGS_AND_MOVES_OF_CLIENT));
    this.ofVisitors =
        new Share(
            limits.most(LimitPolicy.BOOKINGS_AHEAD_OF_PHONE),
            limits.most(LimitPolicy.BOOKINGS_AND_MOVES_OF_PHONE));
    this.overlapping = limits.most(LimitPolicy.OVERLAPPING_BOOKINGS_OF_CLIENT);
  }

  /** The limits of the client for whom the actor books, moves or cancels; empty without limits. */
  public Optional<ClientAllowance> of(Actor actor, Instant now) {
    return off
        ? Optional.empty()
        : Optional.of(new ClientAllowance(by(actor), ofClient, ofVisitors, overlapping, now));
  }

  private static Optional<By> by(Actor actor) {
    if (BookingRights.actsForBusiness(actor)) {
      return Optional.empty();
    }
    return Optional.of(actor instanceof Actor.Person ? By.CLIENT : By.VISITOR);
  }
}
