package io.marcado.bookings.published;

import io.marcado.bookings.store.Booking;
import io.marcado.bookings.store.BookingStore;
import io.marcado.domain.TenantId;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Reads bookings for other capabilities. */
@Singleton
public final class BookingReader {
  private final BookingStore bookings;

  public BookingReader(BookingStore bookings) {
    this.bookings = bookings;
  }

  /** A booking as the last acknowledged write left it, by one consistent GetItem. */
  public Optional<BookingImage> find(TenantId tenant, String bookingId) {
    return bookings.find(tenant, bookingId).map(Booking::image);
  }
}
