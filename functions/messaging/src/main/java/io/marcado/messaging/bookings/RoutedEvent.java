package io.marcado.messaging.bookings;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.bookings.published.BookingEvent;
import io.marcado.domain.Channel;
import io.marcado.platform.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event in the queue of a channel, for those of its messages that are tried by this channel
 * first.
 *
 * @param toClient true when the message to the client is one of them
 */
public record RoutedEvent(BookingEvent event, Channel channel, boolean toClient) {
  private static final String KIND = "EVENT";

  String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("tenantId", event.tenantId());
    json.put("kind", KIND);
    json.put("bookingId", event.bookingId());
    json.put("channel", channel);
    json.put("toClient", toClient);
    json.put("event", event);
    return Json.write(json);
  }

  /** True for the body of one. */
  public static boolean isRoutedEvent(JsonNode json) {
    return json.path("kind").asText().equals(KIND);
  }

  /**
   * Reads the body of a message of the queue.
   *
   * @throws RuntimeException when it is something else
   */
  public static RoutedEvent fromJson(JsonNode json) {
    return new RoutedEvent(
        BookingEvent.read(json.required("event")),
        Channel.valueOf(json.required("channel").asText()),
        json.required("toClient").asBoolean());
  }
}
