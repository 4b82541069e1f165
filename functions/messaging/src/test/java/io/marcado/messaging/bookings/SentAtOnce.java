package io.marcado.messaging.bookings;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.Channel;
import io.marcado.domain.TenantId;
import io.marcado.platform.json.Json;

/** Queues whose messages are sent as soon as they are there. */
record SentAtOnce(BookingMessageSender sender) implements ChannelQueues {
  @Override
  public void put(TenantId tenant, Channel channel, String body) {
    JsonNode message = Json.read(body, JsonNode.class);
    if (RoutedEvent.isRoutedEvent(message)) {
      sender.send(RoutedEvent.fromJson(message));
    } else {
      sender.send(WaitingMessage.fromJson(message));
    }
  }
}
