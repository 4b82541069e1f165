package io.marcado.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.bookings.published.BookingEvent;
import io.marcado.messaging.reminders.ReminderPlanner;
import io.marcado.platform.events.QueueConsumer;
import jakarta.inject.Inject;

/** Booking events: plans the reminders of confirmed bookings. */
public final class PlanRemindersHandler extends QueueConsumer {
  @Inject ReminderPlanner planner;

  @Override
  protected void consume(JsonNode envelope) {
    planner.plan(BookingEvent.read(envelope.required("detail")));
  }
}
