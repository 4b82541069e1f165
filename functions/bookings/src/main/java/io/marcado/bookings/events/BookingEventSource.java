package io.marcado.bookings.events;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.published.BookingEvent;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.store.BookingItem;
import io.marcado.domain.TenantId;
import io.marcado.platform.events.Event;
import io.marcado.platform.events.EventSource;
import io.marcado.platform.events.ItemChange;
import io.marcado.platform.table.Item;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/** One event for each version of a booking. */
@Singleton
public final class BookingEventSource implements EventSource {

  @Override
  public Set<String> sortKeys() {
    return Set.of(BookingItem.SORT);
  }

  @Override
  public Optional<Event> event(ItemChange change) {
    Optional<BookingImage> after = image(change.after());
    Optional<BookingImage> before = image(change.before());
    return after
        .filter(
            booking ->
                before
                    .map(BookingImage::version)
                    .filter(version -> version == booking.version())
                    .isEmpty())
        .map(booking -> event(change, booking, before));
  }

  private static Event event(
      ItemChange change, BookingImage booking, Optional<BookingImage> before) {
    TenantId tenant = change.key().partition().tenant().orElseThrow();
    BookingEvent event = BookingEvent.of(tenant, booking, before.orElse(null));
    return new Event(BookingEvent.SOURCE, event.detailType(), event.occurredAt(), event);
  }

  /** Nothing is told of a tombstone, nor of its removal. */
  private static Optional<BookingImage> image(Optional<Item> item) {
    return item.filter(BookingItem::isBooking).map(BookingItem::fromItem).map(Booking::image);
  }
}
