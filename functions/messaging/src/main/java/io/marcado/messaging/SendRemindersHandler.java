package io.marcado.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.messaging.bookings.BookingMessageSender;
import io.marcado.messaging.bookings.Digest;
import io.marcado.messaging.bookings.DigestSender;
import io.marcado.messaging.bookings.WaitingMessage;
import io.marcado.messaging.reminders.FollowUp;
import io.marcado.messaging.reminders.Reminder;
import io.marcado.platform.events.QueueConsumer;
import jakarta.inject.Inject;

/**
 * Messages that are due: sends reminders, follow-ups and what has waited for the end of quiet
 * hours, if their facts still hold, and digests.
 */
public final class SendRemindersHandler extends QueueConsumer {
  @Inject BookingMessageSender sender;
  @Inject DigestSender digests;

  @Override
  protected void consume(JsonNode due) {
    if (Digest.isDigest(due)) {
      digests.send(Digest.fromJson(due));
    } else if (WaitingMessage.isWaiting(due)) {
      sender.send(WaitingMessage.fromJson(due));
    } else if (FollowUp.isFollowUp(due)) {
      sender.send(FollowUp.fromJson(due).message());
    } else {
      sender.send(Reminder.fromJson(due).message());
    }
  }
}
