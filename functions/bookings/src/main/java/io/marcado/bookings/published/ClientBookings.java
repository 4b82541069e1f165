package io.marcado.bookings.published;

import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.platform.paging.Page;
import java.time.Instant;
import java.util.Optional;

/** What is kept of one client's bookings: to be given to that client, and to be forgotten. */
public interface ClientBookings {

  /**
   * A page of a client's bookings by start, of all times. A booking just made may take a moment to
   * appear.
   *
   * @param limit 1 to 100 bookings
   * @param position where an earlier page ended
   * @throws io.marcado.platform.paging.ForeignPositionException for a position that no page gave
   */
  Page<ClientBooking> page(
      TenantId tenant, PersonId clientId, int limit, Optional<String> position);

  /**
   * Forgets what was written into a client's bookings: notes, free fields, reasons. Times, status,
   * price and the client's id stay, and so does all that the business counts by. Each booking that
   * had something becomes a new version, in which nothing that a message states has changed, so no
   * message goes out. May be repeated, and goes on where it stopped.
   *
   * @return false when the invocation's time is over before all were done
   */
  boolean erase(TenantId tenant, PersonId clientId, Instant now);
}
