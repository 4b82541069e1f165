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
  public FollowUp {
    resourceIds = List.copyOf(resourceIds);
  }

  @Override
  public Instant dueAt() {
    return end.plus(Duration.ofMinutes(minutesAfter));
  }

  @Override
  public String scheduleName() {
    return facts().scheduleName('f', occasion());
  }

  /** The message to send when it is due. */
  public BookingMessage message() {
    return facts().message(BookingMessageKind.FOLLOW_UP, occasion());
  }

  @Override
  public String toJson() {
    Map<String, Object> json = facts().toJson(BookingMessageKind.FOLLOW_UP);
    json.put("end", end);
    json.put("minutesAfter", minutesAfter);
    return Json.write(json);
  }

  /** True for the payload of a schedule of one. */
  public static boolean isFollowUp(JsonNode json) {
    return StatedFacts.isOf(BookingMessageKind.FOLLOW_UP, json);
  }

  /**
   * Reads the payload of a schedule.
   *
   * @throws RuntimeException when it is something else
   */
  public static FollowUp fromJson(JsonNode json) {
    StatedFacts facts = StatedFacts.fromJson(BookingMessageKind.FOLLOW_UP, json);
    return new FollowUp(
        facts.tenant(),
        facts.bookingId(),
        facts.start(),
        Instant.parse(json.required("end").asText()),
        facts.resourceIds(),
        json.required("minutesAfter").asInt());
  }

  private StatedFacts facts() {
    return new StatedFacts(tenant, bookingId, start, resourceIds);
  }

  private String occasion() {
    return BookingMessage.after(minutesAfter, end);
  }
}
