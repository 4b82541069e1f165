package io.marcado.webhooks.deliveries;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.TenantId;
import io.marcado.platform.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message of the queue: send the events of a time again, from a place on.
 *
 * @param replay its time and id, as {@link DeliveryTask} has it
 * @param from included
 * @param to excluded
 * @param subjectId only those of this booking; null for all
 * @param after the last event that was asked for; null at the beginning
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReplayTask(
    String tenantId,
    String webhookId,
    String replay,
    Instant from,
    Instant to,
    @Nullable String subjectId,
    boolean onlyIfMissed,
    @Nullable String after) {

  static boolean isReplay(JsonNode message) {
    return message.has("from");
  }

  static ReplayTask read(JsonNode message) {
    return Json.read(message.toString(), ReplayTask.class);
  }

  TenantId tenant() {
    return new TenantId(tenantId);
  }

  /** The rest of the replay, after this place. */
  ReplayTask after(String place) {
    return new ReplayTask(tenantId, webhookId, replay, from, to, subjectId, onlyIfMissed, place);
  }
}
