package io.marcado.webhooks.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.platform.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event as it is kept.
 *
 * @param subjectId the booking, block or session that it tells of
 * @param sequence which one it is of those that tell of this subject: the version that the change
 *     made
 * @param data the event's detail on the bus, as JSON
 */
public record RecordedEvent(
    EventPlace place, String type, String subjectId, long sequence, String data) {

  /**
   * The event of a message from the bus.
   *
   * @throws IllegalArgumentException when it is none of ours
   */
  public static RecordedEvent of(String type, JsonNode detail) {
    // bookingId for booking.created, and so on.
    String subject = type.split("\\.", 2)[0] + "Id";
    return new RecordedEvent(
        new EventPlace(
            Instant.parse(detail.required("occurredAt").asText()),
            detail.required("eventId").asText()),
        type,
        detail.required(subject).asText(),
        detail.required("version").asLong(),
        detail.toString());
  }

  /** The body of a request that tells of it, by Standard Webhooks. */
  public String payload() {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("id", place.eventId());
    payload.put("type", type);
    payload.put("timestamp", place.at());
    payload.put("data", Json.read(data, JsonNode.class));
    return Json.write(payload);
  }
}
