package io.marcado.bookings.store;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingReader;
import io.marcado.domain.BookingId;
import io.marcado.domain.TenantId;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The published view of the bookings in the store. */
@Singleton
final class StoredBookings implements BookingReader {
  private final BookingStore bookings;

  StoredBookings(BookingStore bookings) {
    this.bookings = bookings;
  }

  @Override
  public Optional<BookingImage> find(TenantId tenant, BookingId bookingId) {
    return bookings.find(tenant, bookingId).map(Booking::image);
  }
}
