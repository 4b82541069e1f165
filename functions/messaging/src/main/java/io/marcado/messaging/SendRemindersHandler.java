package io.marcado.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.messaging.bookings.BookingMessageSender;
import io.marcado.messaging.reminders.Reminder;
import io.marcado.platform.events.QueueConsumer;
import jakarta.inject.Inject;

/** Reminders that are due: sends those whose facts still hold. */
public final class SendRemindersHandler extends QueueConsumer {
  @Inject BookingMessageSender sender;

  @Override
  protected void consume(JsonNode reminder) {
    sender.send(Reminder.fromJson(reminder).message());
  }
}
