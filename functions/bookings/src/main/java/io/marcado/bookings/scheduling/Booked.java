package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.domain.Actor;
import io.marcado.domain.ManageToken;
import io.marcado.domain.Money;
import io.marcado.domain.PersonId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.identity.published.ShownPerson;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A booking after a request.
 *
 * @param settings of the business, needed to show it
 * @param replayed true when an earlier request with the same key created it
 * @param reachable false when the request named a client to whose phone no message can go, and when
 *     the caller sees such a client
 * @param manageToken for the visitor who has just made it
 * @param previousPrice what it cost before the request, if it costs something else now
 * @param clients its client, as {@link ShownClients} says
 */
public record Booked(
    Booking booking,
    OrganizationSettings settings,
    boolean replayed,
    boolean reachable,
    Optional<ManageToken> manageToken,
    Optional<Money> previousPrice,
    Optional<Map<PersonId, ShownPerson>> clients) {

  /** One whose client's phone was not looked at, and whose manage token is not to be told. */
  Booked(Booking booking, OrganizationSettings settings, boolean replayed) {
    this(booking, settings, replayed, true, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** One that costs what it did. */
  Booked(
      Booking booking,
      OrganizationSettings settings,
      boolean replayed,
      boolean reachable,
      Optional<ManageToken> manageToken,
      Optional<Map<PersonId, ShownPerson>> clients) {
    this(booking, settings, replayed, reachable, manageToken, Optional.empty(), clients);
  }

  /** The same, for a client to whose phone messages can go or not. */
  Booked reaching(boolean phoneIsReachable) {
    return new Booked(
        booking, settings, replayed, phoneIsReachable, manageToken, previousPrice, clients);
  }

  /** The same after a change of what cost so much. */
  Booked costingBefore(Optional<Money> price) {
    return new Booked(
        booking,
        settings,
        replayed,
        reachable,
        manageToken,
        price.filter(_ -> !price.equals(booking.price())),
        clients);
  }

  /** The same for the actor who asked, with the client if the actor may see it. */
  Booked shown(Actor actor, ShownClients shown) {
    Optional<Map<PersonId, ShownPerson>> seen = shown.of(actor, List.of(booking));
    return new Booked(
        booking,
        settings,
        replayed,
        reachable && shown.reach(seen, booking),
        manageToken,
        previousPrice,
        seen);
  }
}
