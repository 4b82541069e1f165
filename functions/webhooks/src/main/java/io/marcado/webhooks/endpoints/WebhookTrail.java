package io.marcado.webhooks.endpoints;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.domain.Actor;
import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.platform.audit.Change;
import io.marcado.platform.audit.Changes;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvent.Type;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the trails of a business say of its webhooks, as writes for the transaction of each change:
 * that of security, and that of all changes. They name what changed, and never have a URL, which
 * may hold a secret of the receiver.
 */
@Singleton
final class WebhookTrail {
  private static final Set<String> FIELDS = Set.of("url", "eventTypes", "description", "enabled");

  private final SecurityEvents events;
  private final Ids ids;

  WebhookTrail(SecurityEvents events, Ids ids) {
    this.events = events;
    this.ids = ids;
  }

  List<Write> created(Actor actor, Webhook webhook) {
    return List.of(
        record(actor, Type.WEBHOOK_CREATED, webhook, webhook.createdAt(), Map.of()),
        change(
            actor,
            webhook.id(),
            "created",
            json(Optional.empty()),
            json(Optional.of(webhook)),
            webhook.createdAt()));
  }

  /** That the business changed it, or gave it another secret. */
  List<Write> changed(Actor actor, Webhook seen, Webhook next) {
    if (!next.secrets().equals(seen.secrets())) {
      return List.of(
          record(actor, Type.WEBHOOK_SECRET_ROTATED, next, next.updatedAt(), Map.of()),
          updated(actor, seen, next));
    }
    Type type =
        next.enabled() == seen.enabled()
            ? Type.WEBHOOK_CHANGED
            : next.enabled() ? Type.WEBHOOK_ENABLED : Type.WEBHOOK_DISABLED;
    return List.of(
        record(actor, type, next, next.updatedAt(), Map.of("fields", fields(seen, next))),
        updated(actor, seen, next));
  }

  private Write updated(Actor actor, Webhook seen, Webhook next) {
    ObjectNode before = json(Optional.of(seen));
    ObjectNode after = json(Optional.of(next));
    if (!next.secrets().equals(seen.secrets())) {
      // The trail hides both, and tells that they differ.
      before.put("secret", "before");
      after.put("secret", "after");
    }
    return change(actor, next.id(), "updated", before, after, next.updatedAt());
  }

  List<Write> deleted(Actor actor, Webhook webhook, Instant now) {
    return List.of(
        record(actor, Type.WEBHOOK_DELETED, webhook, now, Map.of()),
        change(
            actor,
            webhook.id(),
            "deleted",
            json(Optional.of(webhook)),
            json(Optional.empty()),
            now));
  }

  /** That Marcado stopped it. */
  List<Write> stopped(TenantId tenant, Webhook webhook, Webhook.Reason reason, Instant now) {
    Write event =
        events.record(
            tenant,
            new SecurityEvent(
                Type.WEBHOOK_STOPPED,
                Optional.empty(),
                Optional.of(webhook.id()),
                "",
                now,
                Map.of("reason", reason.name())));
    Change change =
        Change.by(
            new Actor.Automation(tenant, "webhook-stopped"),
            Change.Subject.WEBHOOK,
            webhook.id(),
            "updated",
            JsonNodeFactory.instance.objectNode().put("enabled", true),
            JsonNodeFactory.instance.objectNode().put("enabled", false),
            Set.of(),
            now,
            ids.next());
    return List.of(event, Changes.write(tenant, change));
  }

  private Write change(
      Actor actor, String id, String what, ObjectNode before, ObjectNode after, Instant at) {
    return Changes.write(
        actor.tenant(),
        Change.by(
            actor,
            Change.Subject.WEBHOOK,
            id,
            what,
            before,
            after,
            Set.of("url", "secret"),
            at,
            ids.next()));
  }

  private static ObjectNode json(Optional<Webhook> webhook) {
    return webhook
        .map(known -> Change.json(known.toItem().build(), FIELDS::contains))
        .orElseGet(JsonNodeFactory.instance::objectNode);
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
