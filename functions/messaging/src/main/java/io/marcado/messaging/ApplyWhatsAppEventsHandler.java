package io.marcado.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.messaging.bookings.ProviderNews;
import io.marcado.messaging.bookings.ProviderNewsDesk;
import io.marcado.platform.events.QueueConsumer;
import jakarta.inject.Inject;

/** News of WhatsApp's webhook: what became of messages, and which phones wrote. */
public final class ApplyWhatsAppEventsHandler extends QueueConsumer {
  @Inject ProviderNewsDesk desk;

  @Override
  protected void consume(JsonNode message) {
    desk.take(ProviderNews.read(message));
  }
}
