package io.marcado.webhooks.endpoints;

import io.marcado.domain.Actor;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.OptimisticRetry;
import io.marcado.platform.table.Transaction;
import io.marcado.webhooks.outgoing.OutgoingPolicy;
import io.marcado.webhooks.outgoing.Reply;
import io.marcado.webhooks.outgoing.TargetUrl;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Changes and removes webhooks. */
@Singleton
final class Webhooks {
  /** How long the resolver may take while somebody waits. */
  private static final Duration RESOLVING = Duration.ofSeconds(3);

  private static final WebhookRefusal MISSING = new WebhookRefusal.NotFound("webhook");

  private final WebhookStore store;
  private final OutgoingPolicy policy;
  private final WebhookTrail trail;

  Webhooks(WebhookStore store, OutgoingPolicy policy, WebhookTrail trail) {
    this.store = store;
    this.policy = policy;
    this.trail = trail;
  }

  /**
   * The faults of a URL. A host without an address is none: it may get one, and each try says so.
   */
  List<Fault> faults(WebhookDetails details) {
    return switch (policy.parse(details.url())) {
      case Result.Refused<TargetUrl, String>(String why) ->
          List.of(new Fault("/url", FaultCode.PATTERN, why));
      case Result.Done<TargetUrl, String>(TargetUrl target) -> faults(target);
    };
  }

  private List<Fault> faults(TargetUrl target) {
    return policy
        .addresses(target, RESOLVING)
        .whyRefused()
        .filter(Reply.Why.ADDRESS_REFUSED::equals)
        .map(
            _ ->
                new Fault(
                    "/url",
                    FaultCode.NOT_ALLOWED,
                    "must have a host with public addresses and no others"))
        .stream()
        .toList();
  }

  Result<Webhook, WebhookRefusal> get(TenantId tenant, String webhookId) {
    return Result.of(store.find(tenant, webhookId), MISSING);
  }

  /** Changes a webhook. Parallel changes are safe: each one starts from the present state. */
  Result<Webhook, WebhookRefusal> change(
      Actor actor,
      String webhookId,
      UnaryOperator<WebhookDetails> change,
      Optional<Long> version,
      Instant now) {
    return update(
        actor,
        webhookId,
        version,
        seen -> {
          WebhookDetails details = change.apply(seen.details());
          if (details.equals(seen.details())) {
            return Result.done(seen);
          }
          if (details.url().equals(seen.url())) {
            // However it was saved, it hinders no other change.
            return Result.done(seen.with(details, now));
          }
          List<Fault> faults = faults(details);
          return faults.isEmpty()
              ? Result.done(seen.with(normal(details), now))
              : Result.refused(new WebhookRefusal.Faulty(faults));
        });
  }

  /**
   * Removes a webhook. The events on their way to it are dropped.
   *
   * @return its id
   */
  Result<String, WebhookRefusal> remove(
      Actor actor, String webhookId, Optional<Long> version, Instant now) {
    TenantId tenant = actor.tenant();
    return OptimisticRetry.untilWritten(
        () -> {
          Optional<Webhook> seen = store.find(tenant, webhookId);
          if (seen.isEmpty()) {
            return Optional.of(Result.refused(MISSING));
          }
          if (version.filter(wanted -> wanted != seen.get().version()).isPresent()) {
            return Optional.of(Result.refused(new WebhookRefusal.Stale(seen.get().version())));
          }
          Transaction<WebhookRefusal> writes = new Transaction<>();
          writes.addAll(WebhookStore.remove(tenant, seen.get()));
          writes.addAll(trail.deleted(actor, seen.get(), now));
          return store.commit(tenant, writes).result(() -> webhookId);
        });
  }

  /** Decides the next state of a webhook from its present one. */
  interface Decision {
    Result<Webhook, WebhookRefusal> next(Webhook seen);
  }

  /**
   * Changes a webhook.
   *
   * @param version the one that must be changed; empty for the present one
   */
  Result<Webhook, WebhookRefusal> update(
      Actor actor, String webhookId, Optional<Long> version, Decision decision) {
    TenantId tenant = actor.tenant();
    return OptimisticRetry.untilWritten(
        () -> {
          Optional<Webhook> found = store.find(tenant, webhookId);
          if (found.isEmpty()) {
            return Optional.of(Result.refused(MISSING));
          }
          Webhook seen = found.get();
          if (version.filter(wanted -> wanted != seen.version()).isPresent()) {
            return Optional.of(Result.refused(new WebhookRefusal.Stale(seen.version())));
          }
          return switch (decision.next(seen)) {
            case Result.Refused<Webhook, WebhookRefusal>(WebhookRefusal refusal) ->
                Optional.of(Result.refused(refusal));
            case Result.Done<Webhook, WebhookRefusal>(Webhook next) when next.equals(seen) ->
                Optional.of(Result.done(seen));
            case Result.Done<Webhook, WebhookRefusal>(Webhook next) ->
                store
                    .commit(
                        tenant,
                        new Transaction<WebhookRefusal>()
                            .add(WebhookStore.replace(tenant, seen, next))
                            .addAll(trail.changed(actor, seen, next)))
                    .result(() -> next);
          };
        });
  }

  /** Sound details, in their one form. */
  WebhookDetails normal(WebhookDetails details) {
    return details.at(
        policy.parse(details.url()).orElseThrow(why -> new IllegalArgumentException(why)));
  }
}
