package io.marcado.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.messaging.bookings.BookingMessageSender;
import io.marcado.messaging.bookings.Digest;
import io.marcado.messaging.bookings.DigestSender;
import io.marcado.messaging.bookings.RoutedEvent;
import io.marcado.messaging.bookings.WaitingMessage;
import io.marcado.messaging.reminders.FollowUp;
import io.marcado.messaging.reminders.Reminder;
import io.marcado.platform.events.QueueConsumer;
import jakarta.inject.Inject;

/**
 * Messages in the queue of a channel: sends those because of an event, reminders, follow-ups, what
 * is looked at again, and digests, if their facts still hold.
 */
public final class SendMessagesHandler extends QueueConsumer {
  @Inject BookingMessageSender sender;
  @Inject DigestSender digests;

  @Override
  protected void consume(JsonNode message) {
    if (RoutedEvent.isRoutedEvent(message)) {
      sender.send(RoutedEvent.fromJson(message));
    } else if (Digest.isDigest(message)) {
      digests.send(Digest.fromJson(message));
    } else if (WaitingMessage.isWaiting(message)) {
      sender.send(WaitingMessage.fromJson(message));
    } else if (FollowUp.isFollowUp(message)) {
      sender.send(FollowUp.fromJson(message).message());
    } else {
      sender.send(Reminder.fromJson(message).message());
    }
  }
}
