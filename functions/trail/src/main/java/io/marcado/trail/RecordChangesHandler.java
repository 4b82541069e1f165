package io.marcado.trail;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.bookings.published.BookingEvent;
import io.marcado.domain.TenantId;
import io.marcado.platform.audit.Changes;
import io.marcado.platform.events.QueueConsumer;
import io.marcado.trail.changes.BookingChange;
import io.marcado.trail.visits.VisitCounter;
import jakarta.inject.Inject;

/** Booking events: keeps what each says was changed, and counts the client's bookings. */
public final class RecordChangesHandler extends QueueConsumer {
  @Inject Changes changes;
  @Inject VisitCounter visits;

  @Override
  protected void consume(JsonNode envelope) {
    BookingEvent event = BookingEvent.read(envelope.required("detail"));
    changes.record(new TenantId(event.tenantId()), BookingChange.of(event));
    visits.count(event);
  }
}
