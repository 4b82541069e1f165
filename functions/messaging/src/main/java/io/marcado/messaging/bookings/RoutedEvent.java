package io.marcado.messaging.bookings;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.bookings.published.BookingEvent;
import io.marcado.domain.Channel;
import io.marcado.platform.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * An event in the queue of a channel, for those of its messages that are tried by this channel
 * first.
 *
 * @param members of the team who were to be told by this channel; one who has given it up in
 *     between is told by the channels that the member has then
 * @param toClient true when the message to the client is one of them
 */
public record RoutedEvent(
    BookingEvent event, Channel channel, Set<String> members, boolean toClient) {
  private static final String KIND = "EVENT";

  public RoutedEvent {
    members = Set.copyOf(members);
  }

  /**
   * Those of the messages to the team that go out from this queue.
   *
   * @param notices of the event, as the team wants them now
   */
  List<BookingMessage> carried(List<BookingMessage> notices) {
    Set<String> byThis =
        notices.stream()
            .flatMap(notice -> notice.member().stream())
            .filter(to -> to.channel() == channel)
            .map(ToMember::memberId)
            .collect(Collectors.toSet());
    return notices.stream().filter(notice -> isCarried(notice, byThis)).toList();
  }

  private boolean isCarried(BookingMessage notice, Set<String> byThis) {
    ToMember to = notice.member().orElseThrow();
    return to.channel() == channel
        || members.contains(to.memberId()) && !byThis.contains(to.memberId());
  }

  String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("tenantId", event.tenantId());
    json.put("kind", KIND);
    json.put("bookingId", event.bookingId());
    json.put("channel", channel);
    json.put("members", members.stream().sorted().toList());
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
        StreamSupport.stream(json.required("members").spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.toSet()),
        json.required("toClient").asBoolean());
  }
}
