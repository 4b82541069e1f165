package io.marcado.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.bookings.published.BookingEvent;
import io.marcado.messaging.bookings.BookingMessageSender;
import io.marcado.messaging.reminders.ReminderPlanner;
import io.marcado.messaging.sending.Attempt;
import io.marcado.platform.events.QueueConsumer;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Booking events: plans the reminders of confirmed bookings, and sends messages about the booking.
 * Either is done when the other one fails, and both come again then, which neither minds.
 */
public final class SendBookingMessagesHandler extends QueueConsumer {
  @Inject ReminderPlanner planner;
  @Inject BookingMessageSender sender;

  @Override
  protected void consume(JsonNode envelope) {
    BookingEvent event = BookingEvent.read(envelope.required("detail"));
    List<Runnable> both = List.of(() -> planner.plan(event), () -> sender.send(event));
    Attempt.each(both, Runnable::run);
  }
}
