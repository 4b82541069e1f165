package io.marcado.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.TenantId;
import io.marcado.platform.events.QueueConsumer;
import io.marcado.webhooks.deliveries.EventRecorder;
import io.marcado.webhooks.ledger.RecordedEvent;
import jakarta.inject.Inject;

/** Events of all capabilities: keeps those of businesses with webhooks, and asks to tell them. */
public final class RecordWebhookEventsHandler extends QueueConsumer {
  @Inject EventRecorder recorder;

  @Override
  protected void consume(JsonNode envelope) {
    JsonNode detail = envelope.required("detail");
    recorder.record(
        new TenantId(detail.required("tenantId").asText()),
        RecordedEvent.of(envelope.required("detail-type").asText(), detail));
  }
}
