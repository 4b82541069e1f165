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
 * A planned question how a visit was, with the facts that it will state.
 *
 * @param end when the visit is over
 * @param minutesAfter minutes after the end at which it is due
 */
public record FollowUp(
    TenantId tenant,
    String bookingId,
    Instant start,
    Instant end,
    List<String> resourceIds,
    int minutesAfter)
    implements DueMessage {
  private static final int NAME_LENGTH = 40;

  public FollowUp {
    resourceIds = List.copyOf(resourceIds);
  }

  @Override
  public Instant dueAt() {
    return end.plus(Duration.ofMinutes(minutesAfter));
  }

  /** As that of a reminder, it derives from the facts. */
  @Override
  public String scheduleName() {
    List<String> parts =
        new ArrayList<>(
            List.of(
                tenant.value(),
                bookingId,
                start.toString(),
                BookingMessage.after(minutesAfter, end)));
    parts.addAll(resourceIds);
    return "f-" + Ids.base32(Ids.sha256(parts)).substring(0, NAME_LENGTH);
  }

  /** The message to send when it is due. */
  public BookingMessage message() {
    return BookingMessage.withTime(
        tenant,
        bookingId,
        BookingMessageKind.FOLLOW_UP,
        start,
        resourceIds,
        BookingMessage.after(minutesAfter, end));
  }

  @Override
  public String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("tenantId", tenant.value());
    json.put("bookingId", bookingId);
    json.put("kind", BookingMessageKind.FOLLOW_UP.name());
    json.put("start", start);
    json.put("end", end);
    json.put("resourceIds", resourceIds);
    json.put("minutesAfter", minutesAfter);
    return Json.write(json);
  }

  /** True for the payload of a schedule of one. */
  public static boolean isFollowUp(JsonNode json) {
    return json.path("kind").asText().equals(BookingMessageKind.FOLLOW_UP.name());
  }

  /**
   * Reads the payload of a schedule.
   *
   * @throws RuntimeException when it is something else
   */
  public static FollowUp fromJson(JsonNode json) {
    List<String> resourceIds = new ArrayList<>();
    json.required("resourceIds").forEach(id -> resourceIds.add(id.asText()));
    return new FollowUp(
        new TenantId(json.required("tenantId").asText()),
        json.required("bookingId").asText(),
        Instant.parse(json.required("start").asText()),
        Instant.parse(json.required("end").asText()),
        resourceIds,
        json.required("minutesAfter").asInt());
  }
}
