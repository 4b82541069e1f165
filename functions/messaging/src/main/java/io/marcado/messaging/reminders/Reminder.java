package io.marcado.messaging.reminders;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.TenantId;
import io.marcado.messaging.bookings.BookingMessage;
import io.marcado.messaging.bookings.BookingMessageKind;
import io.marcado.platform.json.Json;
import io.marcado.schedules.DueMessage;
import java.time.Duration;
import java.time.Instant;
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
  public Reminder {
    resourceIds = List.copyOf(resourceIds);
  }

  @Override
  public Instant dueAt() {
    return start.minus(Duration.ofMinutes(minutesBefore));
  }

  @Override
  public String scheduleName() {
    return facts().scheduleName('r', occasion());
  }

  /** The message to send when it is due. */
  public BookingMessage message() {
    return facts().message(BookingMessageKind.REMINDER, occasion());
  }

  @Override
  public String toJson() {
    Map<String, Object> json = facts().toJson(BookingMessageKind.REMINDER);
    json.put("minutesBefore", minutesBefore);
    return Json.write(json);
  }

  /**
   * Reads the payload of a schedule.
   *
   * @throws RuntimeException when it is something else
   */
  public static Reminder fromJson(JsonNode json) {
    StatedFacts facts = StatedFacts.fromJson(BookingMessageKind.REMINDER, json);
    return new Reminder(
        facts.tenant(),
        facts.bookingId(),
        facts.start(),
        facts.resourceIds(),
        json.required("minutesBefore").asInt());
  }

  private StatedFacts facts() {
    return new StatedFacts(tenant, bookingId, start, resourceIds);
  }

  private String occasion() {
    return String.valueOf(minutesBefore);
  }
}
