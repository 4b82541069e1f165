package io.marcado.webhooks.endpoints;

import io.marcado.domain.Actor;
import io.marcado.domain.TenantId;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvent.Type;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What the audit trail of a business says of its webhooks, as writes for the transaction of each
 * change. It names what changed, and never a URL, which may hold a secret of the receiver.
 */
@Singleton
final class WebhookTrail {
  private final SecurityEvents events;

  WebhookTrail(SecurityEvents events) {
    this.events = events;
  }

  Write created(Actor actor, Webhook webhook) {
    return record(actor, Type.WEBHOOK_CREATED, webhook, webhook.createdAt(), Map.of());
  }

  /** That the business changed it, or gave it another secret. */
  Write changed(Actor actor, Webhook seen, Webhook next) {
    if (!next.secrets().equals(seen.secrets())) {
      return record(actor, Type.WEBHOOK_SECRET_ROTATED, next, next.updatedAt(), Map.of());
    }
    Type type =
        next.enabled() == seen.enabled()
            ? Type.WEBHOOK_CHANGED
            : next.enabled() ? Type.WEBHOOK_ENABLED : Type.WEBHOOK_DISABLED;
    return record(actor, type, next, next.updatedAt(), Map.of("fields", fields(seen, next)));
  }

  Write deleted(Actor actor, Webhook webhook, Instant now) {
    return record(actor, Type.WEBHOOK_DELETED, webhook, now, Map.of());
  }

  /** That Marcado stopped it. */
  Write stopped(TenantId tenant, Webhook webhook, Webhook.Reason reason, Instant now) {
    return events.record(
        tenant,
        new SecurityEvent(
            Type.WEBHOOK_STOPPED,
            Optional.empty(),
            Optional.of(webhook.id()),
            "",
            now,
            Map.of("reason", reason.name())));
  }

  private Write record(
      Actor actor, Type type, Webhook webhook, Instant at, Map<String, String> facts) {
    return events.record(actor.tenant(), SecurityEvent.by(type, actor, webhook.id(), at, facts));
  }

  private static String fields(Webhook seen, Webhook next) {
    TreeSet<String> fields = new TreeSet<>();
    if (!next.description().equals(seen.description())) {
      fields.add("description");
    }
    if (next.enabled() != seen.enabled()) {
      fields.add("enabled");
    }
    if (!next.eventTypes().equals(seen.eventTypes())) {
      fields.add("eventTypes");
    }
    if (!next.url().equals(seen.url())) {
      fields.add("url");
    }
    return String.join(",", fields);
  }
}
