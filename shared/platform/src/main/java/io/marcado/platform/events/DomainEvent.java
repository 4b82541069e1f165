package io.marcado.platform.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * Something that happened, as it travels in the detail of an EventBridge event.
 *
 * @param eventId the same whenever the same thing is told again
 * @param tenantId whose it is
 * @param occurredAt when the change was made, not when it was told
 */
public record DomainEvent(String eventId, String tenantId, Instant occurredAt, JsonNode detail) {

  /** Reads the EventBridge envelope that a rule has put into a queue. */
  public static DomainEvent fromEnvelope(JsonNode envelope) {
    JsonNode detail = envelope.path("detail");
    return new DomainEvent(
        text(detail, "eventId"),
        text(detail, "tenantId"),
        Instant.parse(text(detail, "occurredAt")),
        detail);
  }

  private static String text(JsonNode node, String name) {
    String value = node.path(name).textValue();
    if (value == null) {
      throw new IllegalArgumentException("an event lacks " + name);
    }
    return value;
  }
}
