package io.marcado.webhooks.deliveries;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.platform.json.Json;
import io.marcado.webhooks.ledger.EventPlace;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message of the queue: tell a webhook of an event. The state of the delivery decides what to do,
 * so the message does no harm when it comes twice or late.
 *
 * @param replay the replay that asked for it, by a text that sorts later ones behind; null for the
 *     event itself and for the further tries of both
 * @param onlyIfMissed true to send nothing that has arrived before
 * @param waits how often it has waited for room, or for the holder of its event
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
record DeliveryTask(
    String tenantId,
    String webhookId,
    Instant at,
    String eventId,
    @Nullable String replay,
    boolean onlyIfMissed,
    int waits) {

  /** To tell of an event that has just been kept. */
  static DeliveryTask of(TenantId tenant, String webhookId, EventPlace place) {
    return new DeliveryTask(tenant.value(), webhookId, place.at(), place.eventId(), null, false, 0);
  }

  static DeliveryTask read(JsonNode message) {
    return Json.read(message.toString(), DeliveryTask.class);
  }

  TenantId tenant() {
    return new TenantId(tenantId);
  }

  EventPlace place() {
    return new EventPlace(at, eventId);
  }

  /** The same once more in the queue, since there was no room, or its event was held. */
  DeliveryTask waitingAgain() {
    return new DeliveryTask(tenantId, webhookId, at, eventId, replay, onlyIfMissed, waits + 1);
  }

  /** To try again what is pending. It names no replay, so it begins no round. */
  DeliveryTask furtherTry() {
    return of(tenant(), webhookId, place());
  }

  /** A name for a try at this moment, the same for the same. */
  String name(Instant due) {
    return "w-"
        + Ids.base32(Ids.sha256(List.of(tenantId, webhookId, eventId, due.toString())))
            .substring(0, 40);
  }
}
