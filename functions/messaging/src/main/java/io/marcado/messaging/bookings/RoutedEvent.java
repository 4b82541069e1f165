package io.marcado.messaging.bookings;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.bookings.published.BookingEvent;
import io.marcado.domain.Channel;
import io.marcado.platform.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * An event in the queue of a channel, for those of its messages that are tried by this channel
 * first.
 *
 * @param channels of all queues in which the event is; a member who has chosen another one in
 *     between is told from each of them, and so once
 * @param toClient true when the message to the client is one of them
 */
public record RoutedEvent(
    BookingEvent event, Channel channel, Set<Channel> channels, boolean toClient) {
  private static final String KIND = "EVENT";

  public RoutedEvent {
    channels = Set.copyOf(channels);
  }

  /** True when a message to the team by this channel goes out from this queue. */
  boolean carries(Channel other) {
    return other == channel || !channels.contains(other);
  }

  String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("tenantId", event.tenantId());
    json.put("kind", KIND);
    json.put("bookingId", event.bookingId());
    json.put("channel", channel);
    json.put("channels", channels.stream().sorted().toList());
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
        StreamSupport.stream(json.required("channels").spliterator(), false)
            .map(channel -> Channel.valueOf(channel.asText()))
            .collect(Collectors.toSet()),
        json.required("toClient").asBoolean());
  }
}
