package io.marcado.messaging.reminders;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.messaging.bookings.BookingMessage;
import io.marcado.messaging.bookings.BookingMessageKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a message that is planned will state of its booking, in the payload of its schedule. */
record StatedFacts(TenantId tenant, String bookingId, Instant start, List<String> resourceIds) {
  private static final int NAME_LENGTH = 40;

  /**
   * The name of a schedule. It derives from the facts, resources included. A schedule keeps the
   * facts of its creation, so a booking that only changes its resource needs another schedule.
   *
   * @param kind a letter for each kind of message
   */
  String scheduleName(char kind, String occasion) {
    List<String> parts =
        new ArrayList<>(List.of(tenant.value(), bookingId, start.toString(), occasion));
    parts.addAll(resourceIds);
    return kind + "-" + Ids.base32(Ids.sha256(parts)).substring(0, NAME_LENGTH);
  }

  /** The message to send when it is due. */
  BookingMessage message(BookingMessageKind kind, String occasion) {
    return BookingMessage.withTime(tenant, bookingId, kind, start, resourceIds, occasion);
  }

  /** For the payload; more may be added. */
  Map<String, Object> toJson(BookingMessageKind kind) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("tenantId", tenant.value());
    json.put("bookingId", bookingId);
    json.put("kind", kind.name());
    json.put("start", start);
    json.put("resourceIds", resourceIds);
    return json;
  }

  static boolean isOf(BookingMessageKind kind, JsonNode json) {
    return json.path("kind").asText().equals(kind.name());
  }

  /**
   * Reads those of a payload.
   *
   * @throws IllegalArgumentException when it is of another kind, or has not all of them
   */
  static StatedFacts fromJson(BookingMessageKind kind, JsonNode json) {
    if (!isOf(kind, json)) {
      throw new IllegalArgumentException("not of the kind " + kind);
    }
    List<String> resourceIds = new ArrayList<>();
    json.required("resourceIds").forEach(id -> resourceIds.add(id.asText()));
    return new StatedFacts(
        new TenantId(json.required("tenantId").asText()),
        json.required("bookingId").asText(),
        Instant.parse(json.required("start").asText()),
        resourceIds);
  }
}
