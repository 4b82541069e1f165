package io.marcado.catalog.entries;

import java.util.Optional;

/**
 * A request to delete an entry.
 *
 * @param version the one that must be deleted; empty for the present one
 * @param keepsBookings true when its upcoming bookings stand as they are
 */
public record Deletion(String id, Optional<Long> version, boolean keepsBookings) {
  /** One that asks for no bookings. */
  public Deletion(String id, Optional<Long> version) {
    this(id, version, true);
  }
}
