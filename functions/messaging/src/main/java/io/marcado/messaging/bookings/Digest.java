package io.marcado.messaging.bookings;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.Channel;
import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.platform.json.Json;
import io.marcado.schedules.DueMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A message to one member by one channel that collects: what has become of bookings since the one
 * before.
 */
public record Digest(TenantId tenant, ToMember to, Occasion occasion) {
  /** The kind of the message, in the ledger and in the payload of its schedule. */
  public static final String KIND = "DIGEST";

  private static final int SENT_AT_MINUTE = 7 * 60;

  /** How often what was held back is told, at multiples of it in UTC. */
  private static final Duration SOON = Duration.ofMinutes(30);

  /** Longer than a function runs, so that a schedule is made before it is due. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private static final int NAME_LENGTH = 40;

  /** When a digest is due. */
  public sealed interface Occasion {
    /** At seven in the morning of a local date of the business, for who wants it so. */
    record Morning(LocalDate day) implements Occasion {
      @Override
      public String toString() {
        return day.toString();
      }
    }

    /** Within half an hour, of what there was no room for at once. */
    record Soon(Instant at) implements Occasion {
      @Override
      public String toString() {
        return at.toString();
      }
    }

    private static Occasion parse(String text) {
      return text.endsWith("Z")
          ? new Soon(Instant.parse(text))
          : new Morning(LocalDate.parse(text));
    }
  }

  /** The next one of a morning that something can still go into. */
  static Digest next(TenantId tenant, ToMember to, LocalTimeline timeline, Instant now) {
    Digest today = new Digest(tenant, to, new Occasion.Morning(timeline.dateOf(now)));
    return today.dueAt(timeline).isAfter(now.plus(MARGIN)) ? today : today.following();
  }

  /** The next one within half an hour that something can still go into. */
  static Digest soon(TenantId tenant, ToMember to, Instant now) {
    long past = now.plus(MARGIN).toEpochMilli() / SOON.toMillis();
    Instant at = Instant.ofEpochMilli((past + 1) * SOON.toMillis());
    return new Digest(tenant, to, new Occasion.Soon(at));
  }

  /** The one after it. */
  Digest following() {
    return new Digest(
        tenant,
        to,
        switch (occasion) {
          case Occasion.Morning(LocalDate day) -> new Occasion.Morning(day.plusDays(1));
          case Occasion.Soon(Instant at) -> new Occasion.Soon(at.plus(SOON));
        });
  }

  /** A deterministic id. */
  String id() {
    return Ids.derived(parts());
  }

  /** The same as a message that is due. */
  DueMessage due(LocalTimeline timeline) {
    return new Due(scheduleName(), dueAt(timeline), toJson());
  }

  private record Due(String scheduleName, Instant dueAt, String toJson) implements DueMessage {}

  Instant dueAt(LocalTimeline timeline) {
    return switch (occasion) {
      case Occasion.Morning(LocalDate day) -> timeline.at(day, SENT_AT_MINUTE);
      case Occasion.Soon(Instant at) -> at;
    };
  }

  private String scheduleName() {
    return "d-" + Ids.base32(Ids.sha256(parts())).substring(0, NAME_LENGTH);
  }

  private List<String> parts() {
    return List.of(tenant.value(), KIND, to.memberId(), to.channel().name(), occasion.toString());
  }

  private String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("tenantId", tenant.value());
    json.put("kind", KIND);
    json.put("memberId", to.memberId());
    json.put("channel", to.channel());
    json.put("day", occasion.toString());
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
        Occasion.parse(json.required("day").asText()));
  }
}
