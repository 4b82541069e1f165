package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.domain.ManageToken;
import io.marcado.domain.settings.OrganizationSettings;
import java.util.Optional;

/**
 * A booking after a request.
 *
 * @param settings of the business, needed to show it
 * @param replayed true when an earlier request with the same key created it
 * @param reachable false when the request named a client to whose phone no message can go
 * @param manageToken for the visitor who has just made it
 */
public record Booked(
    Booking booking,
    OrganizationSettings settings,
    boolean replayed,
    boolean reachable,
    Optional<ManageToken> manageToken) {

  /** One whose client's phone was not looked at, and whose manage token is not to be told. */
  Booked(Booking booking, OrganizationSettings settings, boolean replayed) {
    this(booking, settings, replayed, true, Optional.empty());
  }

  /** The same, for a client to whose phone messages can go or not. */
  Booked reaching(boolean phoneIsReachable) {
    return new Booked(booking, settings, replayed, phoneIsReachable, manageToken);
  }
}
