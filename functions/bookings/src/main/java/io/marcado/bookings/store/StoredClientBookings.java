package io.marcado.bookings.store;

import io.marcado.bookings.lifecycle.BookedNames;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.ClassPlace;
import io.marcado.bookings.published.ClientBooking;
import io.marcado.bookings.published.ClientBookings;
import io.marcado.bookings.store.BookingStore.Replacement;
import io.marcado.domain.BookingId;
import io.marcado.domain.PersonId;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.platform.paging.Page;
import io.marcado.platform.paging.Paged;
import io.marcado.platform.table.TableUnavailableException;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The bookings of one client in the store. */
@Singleton
final class StoredClientBookings implements ClientBookings {
  private static final int PAGE = 100;

  private final BookingIndex index;
  private final BookingStore store;
  private final InstantSource clock;

  StoredClientBookings(BookingIndex index, BookingStore store, InstantSource clock) {
    this.index = index;
    this.store = store;
    this.clock = clock;
  }

  @Override
  public Page<ClientBooking> page(
      TenantId tenant, PersonId clientId, int limit, Optional<String> position) {
    return bookings(tenant, clientId, limit, position)
        .map(
            booking ->
                new ClientBooking(
                    booking.image(),
                    booking.names().map(BookedNames::service),
                    booking.names().map(BookedNames::resources).orElse(List.of()),
                    booking.notes(),
                    booking.customFields(),
                    booking.named(),
                    booking.classPlace().map(ClassPlace::attendees).orElse(List.of()),
                    booking.reason()));
  }

  @Override
  public boolean erase(TenantId tenant, PersonId clientId, Instant now) {
    // Erased bookings show in the index, so a retry only reads them.
    return Paged.each(
        position -> bookings(tenant, clientId, PAGE, position),
        booking -> !booking.isErased(),
        booking -> forget(tenant, booking.id(), now));
  }

  private void forget(TenantId tenant, BookingId bookingId, Instant now) {
    UpdateOutcome outcome =
        store.change(
            tenant,
            bookingId,
            _ -> true,
            Optional.empty(),
            present -> Result.done(erased(tenant, present)),
            now);
    switch (outcome) {
      case UpdateOutcome.Updated _ -> {}
      case UpdateOutcome.Refused(BookingRefusal.NotFound _) -> {}
      case UpdateOutcome.Refused(BookingRefusal.Busy _) -> throw new TableUnavailableException();
      case UpdateOutcome.Refused _, UpdateOutcome.SlotTaken _ ->
          throw new IllegalStateException("an erased booking takes no time and breaks no rule");
    }
  }

  /** The hash of a request for a series is of the client whom it named, too. */
  private static Replacement erased(TenantId tenant, Booking booking) {
    Replacement erased = Replacement.takingNoTime(booking.erased());
    return booking
        .series()
        .map(series -> erased.with(SeriesStore.erasing(tenant, series.id())))
        .orElse(erased);
  }

  private Page<Booking> bookings(
      TenantId tenant, PersonId clientId, int limit, Optional<String> position) {
    return index.page(
        tenant,
        new BookingIndex.Filter(
            Optional.of(clientId),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        limit,
        position,
        clock.instant());
  }
}
