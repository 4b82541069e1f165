package io.marcado.bookings.published;

import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.platform.paging.Page;
import java.time.Instant;
import java.util.Optional;

/** The personal data in one client's bookings, for export and erasure. */
public interface ClientBookings {

  /**
   * A page of a client's bookings by start, of all times. A booking just made may take a moment to
   * appear.
   *
   * @param limit 1 to 100 bookings
   * @param position the cursor of an earlier page
   * @throws io.marcado.platform.paging.ForeignPositionException for a cursor of another list
   */
  Page<ClientBooking> page(
      TenantId tenant, PersonId clientId, int limit, Optional<String> position);

  /**
   * Erases the texts in a client's bookings: notes, free fields, reasons, and the people it names.
   * Times, status, price and the client's id stay, so the business can still count. Each changed
   * booking gets a new version. No fact of a message changes, so no message goes out. Idempotent: a
   * second call continues where the first one stopped.
   *
   * @return false when the time of the invocation ended before all bookings were done
   */
  boolean erase(TenantId tenant, PersonId clientId, Instant now);
}
