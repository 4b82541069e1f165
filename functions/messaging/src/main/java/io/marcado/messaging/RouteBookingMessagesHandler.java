package io.marcado.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.bookings.published.BookingEvent;
import io.marcado.bookings.published.SessionEvent;
import io.marcado.messaging.bookings.MessageRouter;
import io.marcado.messaging.bookings.SessionNotices;
import io.marcado.messaging.reminders.ReminderPlanner;
import io.marcado.messaging.sending.Attempt;
import io.marcado.platform.events.QueueConsumer;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Booking events: plans the reminders of confirmed bookings, and puts the messages about the
 * booking into the queues of their channels. Either is done when the other one fails, and both come
 * again then, which neither minds. Of sessions of classes: asks the team about those to which too
 * few people come.
 */
public final class RouteBookingMessagesHandler extends QueueConsumer {
  @Inject ReminderPlanner planner;
  @Inject MessageRouter router;
  @Inject SessionNotices sessions;

  @Override
  protected void consume(JsonNode envelope) {
    JsonNode detail = envelope.required("detail");
    if (envelope.path("detail-type").asText().equals(SessionEvent.UPDATED)) {
      sessions.tell(SessionEvent.read(detail));
      return;
    }
    BookingEvent event = BookingEvent.read(detail);
    List<Runnable> both = List.of(() -> planner.plan(event), () -> router.route(event));
    Attempt.each(both, Runnable::run);
  }
}
