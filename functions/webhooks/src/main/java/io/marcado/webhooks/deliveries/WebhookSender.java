package io.marcado.webhooks.deliveries;

import io.marcado.domain.TenantId;
import io.marcado.webhooks.endpoints.Webhook;
import io.marcado.webhooks.endpoints.WebhookSecrets;
import io.marcado.webhooks.ledger.RecordedEvent;
import io.marcado.webhooks.outgoing.Reply;
import io.marcado.webhooks.outgoing.WebhookClient;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Sends one signed request. */
@Singleton
public final class WebhookSender {
  private final WebhookSecrets secrets;
  private final WebhookClient client;

  public WebhookSender(WebhookSecrets secrets, WebhookClient client) {
    this.secrets = secrets;
    this.client = client;
  }

  /** Tells a webhook of an event, and waits for the answer. */
  Reply send(TenantId tenant, Webhook webhook, RecordedEvent event, Instant now) {
    String body = event.payload();
    return client.post(
        webhook.url(),
        Signatures.headers(
            secrets.signing(tenant, webhook, now), event.place().eventId(), now, body),
        body.getBytes(StandardCharsets.UTF_8));
  }
}
