package io.marcado.operations.queues;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.marcado.platform.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * The shown part of a message that was given up: of its content the kind and ids, and nothing that
 * a person wrote or is reached by.
 *
 * @param messageId under which the log has its tries, as {@code requestId}
 * @param type of the event or message; null when it has none
 * @param tenantId null when it names no business
 * @param ids of what it is about, by their names
 * @param tries how often it was taken out of a queue, looks by operators included
 * @param error why it was given up, where AWS tells; the log has why a consumer failed
 */
public record FailedMessage(
    String messageId,
    @Nullable String type,
    @Nullable String tenantId,
    Map<String, String> ids,
    Instant sentAt,
    long ageSeconds,
    int tries,
    @Nullable String error) {
  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final List<String> IDS =
      List.of("bookingId", "sessionId", "seriesId", "eventId", "webhookId", "messageId", "id");

  static FailedMessage of(Message message, Instant now) {
    JsonNode body = body(message);
    JsonNode detail = body.path("detail");
    Instant sentAt =
        Instant.ofEpochMilli(number(message, MessageSystemAttributeName.SENT_TIMESTAMP));
    return new FailedMessage(
        message.messageId(),
        word(body, "detail-type").or(() -> word(body, "kind")).orElse(null),
        id(detail, "tenantId").or(() -> id(body, "tenantId")).orElse(null),
        ids(body, detail, detail.path("booking"), detail.path("session")),
        sentAt,
        Math.max(0, Duration.between(sentAt, now).toSeconds()),
        (int) number(message, MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT),
        word(body.path("requestContext"), "condition").orElse(null));
  }

  private static JsonNode body(Message message) {
    try {
      return Json.parse(message.body());
    } catch (JsonProcessingException _) {
      return MissingNode.getInstance();
    }
  }

  private static Map<String, String> ids(JsonNode... places) {
    Map<String, String> ids = new TreeMap<>();
    for (JsonNode place : places) {
      IDS.forEach(name -> id(place, name).ifPresent(value -> ids.putIfAbsent(name, value)));
    }
    return ids;
  }

  private static Optional<String> id(JsonNode place, String name) {
    return Optional.of(place.path(name).asText()).filter(text -> ID.matcher(text).matches());
  }

  private static Optional<String> word(JsonNode place, String name) {
    return Optional.of(place.path(name).asText()).filter(text -> WORD.matcher(text).matches());
  }

  private static long number(Message message, MessageSystemAttributeName name) {
    return Long.parseLong(message.attributes().getOrDefault(name, "0"));
  }
}
