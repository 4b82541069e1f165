package io.marcado.bookings.lifecycle;

import io.marcado.bookings.published.BookingSource;
import io.marcado.domain.ApiKeyId;
import io.marcado.domain.PersonId;
import java.util.Optional;

/**
 * Who made a change of a booking.
 *
 * @param member the member of the team; empty for clients, visitors, API keys and Marcado
 * @param key the API key; empty for all others
 */
public record ChangedBy(BookingSource source, Optional<PersonId> member, Optional<ApiKeyId> key) {

  /** Nobody: it follows by itself from what the team has set. */
  public static final ChangedBy BY_ITSELF = new ChangedBy(BookingSource.STAFF, Optional.empty());

  /** What no API key changed. */
  public ChangedBy(BookingSource source, Optional<PersonId> member) {
    this(source, member, Optional.empty());
  }
}
