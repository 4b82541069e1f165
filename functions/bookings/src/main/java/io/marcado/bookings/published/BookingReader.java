package io.marcado.bookings.published;

import io.marcado.domain.BookingId;
import io.marcado.domain.TenantId;
import java.util.Optional;

/** Reads bookings for other capabilities. */
public interface BookingReader {

  /** A booking as the last acknowledged write left it, by one consistent GetItem. */
  Optional<BookingImage> find(TenantId tenant, BookingId bookingId);
}
