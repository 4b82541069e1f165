package io.marcado.bookings.events;

import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.published.BookingEvent;
import io.marcado.bookings.published.SessionEvent;
import io.marcado.bookings.published.SessionImage;
import io.marcado.bookings.store.ClassSessionStore;
import io.marcado.domain.TenantId;
import io.marcado.platform.events.Event;
import io.marcado.platform.events.EventSource;
import io.marcado.platform.events.ItemChange;
import io.marcado.platform.table.Item;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/** One event for each version of a session of a class. */
@Singleton
public final class SessionEventSource implements EventSource {

  @Override
  public Set<String> sortKeys() {
    return Set.of(ClassSessionStore.SORT);
  }

  @Override
  public Optional<Event> event(ItemChange change) {
    Optional<SessionImage> before = image(change.before());
    return image(change.after())
        .filter(
            session ->
                before
                    .map(SessionImage::version)
                    .filter(version -> version == session.version())
                    .isEmpty())
        .map(session -> event(change, session, before));
  }

  private static Event event(
      ItemChange change, SessionImage session, Optional<SessionImage> before) {
    TenantId tenant = change.key().partition().tenant().orElseThrow();
    SessionEvent event = SessionEvent.of(tenant, session, before.orElse(null));
    return new Event(BookingEvent.SOURCE, event.detailType(), event.occurredAt(), event);
  }

  private static Optional<SessionImage> image(Optional<Item> item) {
    return item.map(ClassSessionStore::fromItem).map(ClassSession::image);
  }
}
