package io.marcado.webhooks.deliveries;

import io.marcado.domain.Ids;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.platform.json.Json;
import io.marcado.webhooks.endpoints.Webhook;
import io.marcado.webhooks.endpoints.WebhookRefusal;
import io.marcado.webhooks.endpoints.WebhookStore;
import io.marcado.webhooks.ledger.EventPlace;
import io.marcado.webhooks.ledger.EventTypes;
import io.marcado.webhooks.ledger.RecordedEvent;
import io.marcado.webhooks.outgoing.Reply;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Sends an event that tells of nothing, at once and a single time, to a disabled webhook too. */
@Singleton
final class WebhookTests {
  private final WebhookStore webhooks;
  private final DeliveryStore deliveries;
  private final WebhookSender sender;
  private final SendingLimit limit;
  private final Ids ids;

  WebhookTests(
      WebhookStore webhooks,
      DeliveryStore deliveries,
      WebhookSender sender,
      SendingLimit limit,
      Ids ids) {
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.sender = sender;
    this.limit = limit;
    this.ids = ids;
  }

  /** The result; refused when there is no such webhook, or after too many tests and replays. */
  Result<Delivery, WebhookRefusal> send(TenantId tenant, String webhookId, Instant now) {
    Optional<Webhook> webhook = webhooks.find(tenant, webhookId);
    if (webhook.isEmpty()) {
      return Result.refused(new WebhookRefusal.NotFound("webhook"));
    }
    return Result.unless(limit.count(tenant), () -> send(tenant, webhook.get(), now));
  }

  private Delivery send(TenantId tenant, Webhook webhook, Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.MILLIS);
    String id = ids.nextLong();
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("eventId", id);
    detail.put("tenantId", tenant.value());
    detail.put("webhookId", webhook.id());
    detail.put("version", 1);
    detail.put("occurredAt", at);
    RecordedEvent event =
        new RecordedEvent(
            new EventPlace(at, id), EventTypes.TEST, webhook.id(), 1, Json.write(detail));
    Reply reply = sender.send(tenant, webhook, event, now);
    Delivery.Try only = Delivery.Try.of(reply, at);
    Delivery untried = Delivery.untried(event);
    Delivery done =
        reply instanceof Reply.Answered answer && answer.isSuccess()
            ? untried.delivered(only)
            : untried.failed(only, Optional.empty());
    deliveries.put(tenant, webhook.id(), done);
    return done;
  }
}
