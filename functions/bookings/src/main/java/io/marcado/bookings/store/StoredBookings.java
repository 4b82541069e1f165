package io.marcado.bookings.store;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingReader;
import io.marcado.bookings.published.NamedPeople;
import io.marcado.domain.BookingId;
import io.marcado.domain.TenantId;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;

/** The published view of the bookings in the store. */
@Singleton
final class StoredBookings implements BookingReader {
  private final BookingStore bookings;
  private final InstantSource clock;

  StoredBookings(BookingStore bookings, InstantSource clock) {
    this.bookings = bookings;
    this.clock = clock;
  }

  @Override
  public Optional<BookingImage> find(TenantId tenant, BookingId bookingId) {
    return bookings.find(tenant, bookingId).map(booking -> booking.at(clock.instant()).image());
  }

  @Override
  public Optional<NamedPeople> named(TenantId tenant, BookingId bookingId) {
    return bookings.find(tenant, bookingId).map(Booking::named);
  }

  @Override
  public Optional<String> reason(TenantId tenant, BookingId bookingId) {
    return bookings.find(tenant, bookingId).flatMap(Booking::reason);
  }
}
