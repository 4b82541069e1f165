package io.marcado.messaging.reminders;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.messaging.bookings.BookingMessage;
import io.marcado.messaging.bookings.BookingMessageKind;
import io.marcado.platform.json.Json;
import io.marcado.schedules.DueMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A planned reminder of a booking, with the facts that it will state.
 *
 * @param minutesBefore minutes before the start at which it is due
 */
public record Reminder(
    TenantId tenant, String bookingId, Instant start, List<String> resourceIds, int minutesBefore)
    implements DueMessage {
  private static final int NAME_LENGTH = 40;

  public Reminder {
    resourceIds = List.copyOf(resourceIds);
  }

  @Override
  public Instant dueAt() {
    return start.minus(Duration.ofMinutes(minutesBefore));
  }

  /**
   * The name of its schedule. It derives from the facts, resources included. A schedule keeps the
   * facts of its creation, so a booking that only changes its resource needs another schedule.
   */
  @Override
  public String scheduleName() {
    List<String> parts =
        new ArrayList<>(
            List.of(tenant.value(), bookingId, start.toString(), String.valueOf(minutesBefore)));
    parts.addAll(resourceIds);
    return "r-" + Ids.base32(Ids.sha256(parts)).substring(0, NAME_LENGTH);
  }

  /** The message to send when it is due. */
  public BookingMessage message() {
    return BookingMessage.withTime(
        tenant,
        bookingId,
        BookingMessageKind.REMINDER,
        start,
        resourceIds,
        String.valueOf(minutesBefore));
  }

  @Override
  public String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("tenantId", tenant.value());
    json.put("bookingId", bookingId);
    json.put("kind", BookingMessageKind.REMINDER.name());
    json.put("start", start);
    json.put("resourceIds", resourceIds);
    json.put("minutesBefore", minutesBefore);
    return Json.write(json);
  }

  /**
   * Reads the payload of a schedule.
   *
   * @throws RuntimeException when it is something else
   */
  public static Reminder fromJson(JsonNode json) {
    if (!json.path("kind").asText().equals(BookingMessageKind.REMINDER.name())) {
      throw new IllegalArgumentException("not a reminder");
    }
    List<String> resourceIds = new ArrayList<>();
    json.required("resourceIds").forEach(id -> resourceIds.add(id.asText()));
    return new Reminder(
        new TenantId(json.required("tenantId").asText()),
        json.required("bookingId").asText(),
        Instant.parse(json.required("start").asText()),
        resourceIds,
        json.required("minutesBefore").asInt());
  }
}
