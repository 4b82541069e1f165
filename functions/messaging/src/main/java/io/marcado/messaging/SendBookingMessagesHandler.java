package io.marcado.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.bookings.published.BookingEvent;
import io.marcado.messaging.bookings.BookingMessageSender;
import io.marcado.platform.events.QueueConsumer;
import jakarta.inject.Inject;

/** Booking events: sends messages about the booking. */
public final class SendBookingMessagesHandler extends QueueConsumer {
  @Inject BookingMessageSender sender;

  @Override
  protected void consume(JsonNode envelope) {
    sender.send(BookingEvent.read(envelope.required("detail")));
  }
}
