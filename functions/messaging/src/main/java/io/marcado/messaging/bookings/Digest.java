package io.marcado.messaging.bookings;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.Channel;
import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.messaging.schedules.DueMessage;
import io.marcado.platform.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The message of one morning to one member by one channel: what has become of bookings since the
 * one before.
 *
 * @param day the local date of the business on which it is sent
 */
public record Digest(TenantId tenant, ToMember to, LocalDate day) {
  /** The kind of the message, in the ledger and in the payload of its schedule. */
  public static final String KIND = "DIGEST";

  private static final int SENT_AT_MINUTE = 7 * 60;

  /** Longer than a function runs, so that a schedule is made before it is due. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private static final int NAME_LENGTH = 40;

  /** The next one that something can still go into. */
  static Digest next(TenantId tenant, ToMember to, LocalTimeline timeline, Instant now) {
    Digest today = new Digest(tenant, to, timeline.dateOf(now));
    return today.dueAt(timeline).isAfter(now.plus(MARGIN)) ? today : today.following();
  }

  /** The one a day later. */
  Digest following() {
    return new Digest(tenant, to, day.plusDays(1));
  }

  /** A deterministic id. */
  String id() {
    return Ids.derived(parts());
  }

  /** The same as a message that is due at seven in the morning. */
  DueMessage due(LocalTimeline timeline) {
    return new Due(scheduleName(), dueAt(timeline), toJson());
  }

  private record Due(String scheduleName, Instant dueAt, String toJson) implements DueMessage {}

  private Instant dueAt(LocalTimeline timeline) {
    return timeline.at(day, SENT_AT_MINUTE);
  }

  private String scheduleName() {
    return "d-" + Ids.base32(Ids.sha256(parts())).substring(0, NAME_LENGTH);
  }

  private List<String> parts() {
    return List.of(tenant.value(), KIND, to.memberId(), to.channel().name(), day.toString());
  }

  private String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("tenantId", tenant.value());
    json.put("kind", KIND);
    json.put("memberId", to.memberId());
    json.put("channel", to.channel());
    json.put("day", day);
    return Json.write(json);
  }

  /** True for the payload of a digest's schedule. */
  public static boolean isDigest(JsonNode json) {
    return json.path("kind").asText().equals(KIND);
  }

  /**
   * Reads the payload of a schedule.
   *
   * @throws RuntimeException when it is something else
   */
  public static Digest fromJson(JsonNode json) {
    return new Digest(
        new TenantId(json.required("tenantId").asText()),
        new ToMember(
            json.required("memberId").asText(), Channel.valueOf(json.required("channel").asText())),
        LocalDate.parse(json.required("day").asText()));
  }
}
