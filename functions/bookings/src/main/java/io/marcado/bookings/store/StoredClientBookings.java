package io.marcado.bookings.store;

import io.marcado.bookings.published.ClientBooking;
import io.marcado.bookings.published.ClientBookings;
import io.marcado.bookings.store.BookingStore.Change;
import io.marcado.domain.TenantId;
import io.marcado.platform.deadline.Deadline;
import io.marcado.platform.table.TableUnavailableException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The bookings of one client in the store. */
@Singleton
final class StoredClientBookings implements ClientBookings {
  private static final int PAGE = 100;

  /** Left for whoever asked, once there is no time for another booking. */
  private static final Duration RESERVE = Duration.ofSeconds(3);

  private final BookingIndex index;
  private final BookingStore store;

  StoredClientBookings(BookingIndex index, BookingStore store) {
    this.index = index;
    this.store = store;
  }

  @Override
  public Part page(TenantId tenant, String clientId, int limit, Optional<String> position) {
    BookingIndex.Part part = part(tenant, clientId, limit, position);
    return new Part(
        part.bookings().stream()
            .map(
                booking ->
                    new ClientBooking(
                        booking.image(), booking.notes(), booking.customFields(), booking.reason()))
            .toList(),
        part.next());
  }

  @Override
  public boolean erase(TenantId tenant, String clientId, Instant now) {
    Optional<String> position = Optional.empty();
    do {
      BookingIndex.Part part = part(tenant, clientId, PAGE, position);
      for (Booking booking : part.bookings()) {
        // What was done before shows in the index, so a repetition only reads.
        if (booking.isErased()) {
          continue;
        }
        if (!Deadline.leaves(RESERVE)) {
          return false;
        }
        forget(tenant, booking.id(), now);
      }
      position = part.next();
    } while (position.isPresent());
    return true;
  }

  private void forget(TenantId tenant, String bookingId, Instant now) {
    ChangeOutcome outcome =
        store.change(
            tenant,
            bookingId,
            _ -> true,
            Optional.empty(),
            present -> Change.takingNoTime(present.erased()),
            now);
    switch (outcome) {
      case ChangeOutcome.Changed _, ChangeOutcome.Missing _ -> {}
      case ChangeOutcome.Busy _ -> throw new TableUnavailableException();
      case ChangeOutcome.Stale _, ChangeOutcome.SlotTaken _ ->
          throw new IllegalStateException("whichever version it is, this takes no time");
    }
  }

  private BookingIndex.Part part(
      TenantId tenant, String clientId, int limit, Optional<String> position) {
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
        position);
  }
}
