package io.marcado.webhooks.endpoints;

import io.marcado.domain.TenantId;
import io.marcado.identity.published.deliveries.OwnerMessages;
import io.marcado.platform.table.Commit;
import io.marcado.platform.table.Transaction;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops webhooks. The owners are told in the same transaction, so no stop goes untold. */
@Singleton
public final class WebhookStops {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookStops.class);

  private final WebhookStore store;
  private final WebhookTrail trail;
  private final OwnerMessages owners;

  WebhookStops(WebhookStore store, WebhookTrail trail, OwnerMessages owners) {
    this.store = store;
    this.trail = trail;
    this.owners = owners;
  }

  /** Tells it nothing any more, until the business enables it. */
  public void stop(TenantId tenant, Webhook webhook, Webhook.Reason reason, Instant now) {
    Commit<WebhookRefusal> commit =
        store.commit(
            tenant,
            new Transaction<WebhookRefusal>()
                .add(WebhookStore.stop(tenant, webhook, reason, now))
                .addAll(trail.stopped(tenant, webhook, reason, now))
                .addAll(owners.webhookStopped(tenant, now)));
    // Stale: it was stopped before, has another URL by now, or was removed.
    if (commit instanceof Commit.Written<WebhookRefusal>) {
      LOG.info("Webhook {} was stopped: {}", webhook.id(), reason);
    }
  }
}
