package io.marcado.bookings.published;

import io.marcado.domain.BookingId;
import io.marcado.domain.TenantId;
import java.util.Optional;

/** Reads bookings for other capabilities. */
public interface BookingReader {

  /** Reads a booking by one strongly consistent GetItem. */
  Optional<BookingImage> find(TenantId tenant, BookingId bookingId);

  /** The people whom a booking names, which are personal data; by the same GetItem. */
  Optional<NamedPeople> named(TenantId tenant, BookingId bookingId);

  /**
   * Why it was cancelled or rejected, as somebody wrote it; by the same GetItem. Empty for nothing.
   */
  Optional<String> reason(TenantId tenant, BookingId bookingId);
}
