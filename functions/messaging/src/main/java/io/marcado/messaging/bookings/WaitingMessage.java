package io.marcado.messaging.bookings;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.platform.json.Json;
import io.marcado.schedules.DueMessage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A message of the ledger that is looked at again: when the quiet hours of its client end, or when
 * WhatsApp has been silent about it for too long.
 */
public record WaitingMessage(TenantId tenant, String bookingId, String messageId, Instant dueAt)
    implements DueMessage {
  private static final String KIND = "WAITING";
  private static final int NAME_LENGTH = 40;

  @Override
  public String scheduleName() {
    List<String> parts = List.of(tenant.value(), bookingId, messageId, dueAt.toString());
    return "w-" + Ids.base32(Ids.sha256(parts)).substring(0, NAME_LENGTH);
  }

  // The ledger has what it states.
  @Override
  public String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("tenantId", tenant.value());
    json.put("kind", KIND);
    json.put("bookingId", bookingId);
    json.put("messageId", messageId);
    json.put("dueAt", dueAt);
    return Json.write(json);
  }

  /** True for the payload of a schedule of one. */
  public static boolean isWaiting(JsonNode json) {
    return json.path("kind").asText().equals(KIND);
  }

  /**
   * Reads the payload of a schedule.
   *
   * @throws RuntimeException when it is something else
   */
  public static WaitingMessage fromJson(JsonNode json) {
    return new WaitingMessage(
        new TenantId(json.required("tenantId").asText()),
        json.required("bookingId").asText(),
        json.required("messageId").asText(),
        Instant.parse(json.required("dueAt").asText()));
  }
}
