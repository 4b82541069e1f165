package io.marcado.webhooks.deliveries;

import io.marcado.domain.TenantId;
import io.marcado.webhooks.endpoints.Webhook;
import io.marcado.webhooks.endpoints.WebhookStore;
import io.marcado.webhooks.ledger.EventLedger;
import io.marcado.webhooks.ledger.RecordedEvent;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * Keeps each event of a business that has webhooks, and asks for its deliveries. Both may be done
 * twice. A business without webhooks costs one read.
 */
@Singleton
public final class EventRecorder {
  private final WebhookStore webhooks;
  private final EventLedger ledger;
  private final DeliveryQueue queue;

  EventRecorder(WebhookStore webhooks, EventLedger ledger, DeliveryQueue queue) {
    this.webhooks = webhooks;
    this.ledger = ledger;
    this.queue = queue;
  }

  /** Keeps an event, and returns when its deliveries are in the queue. */
  public void record(TenantId tenant, RecordedEvent event) {
    List<Webhook> all = webhooks.all(tenant);
    if (all.isEmpty()) {
      return;
    }
    ledger.record(tenant, event);
    List<Webhook> telling = all.stream().filter(webhook -> webhook.wants(event.type())).toList();
    telling.forEach(
        webhook ->
            queue.send(
                webhook.id(),
                List.of(DeliveryTask.of(tenant, webhook.id(), event.place())),
                Duration.ZERO));
  }
}
