package io.marcado.webhooks.endpoints;

import io.marcado.domain.Actor;
import io.marcado.domain.Fault;
import io.marcado.domain.Ids;
import io.marcado.domain.Plan;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.replay.Earlier;
import io.marcado.platform.replay.Repeatable;
import io.marcado.platform.table.OptimisticRetry;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.tenant.PlanReader;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Makes webhooks and the secrets that sign what they are told. A secret is answered once, when it
 * is made; what is kept of it is sealed.
 */
@Singleton
public final class WebhookSecrets {
  private final Webhooks webhooks;
  private final WebhookStore store;
  private final WebhookTrail trail;
  private final SecretSealer sealer;
  private final PlanReader plans;
  private final Limits limits;
  private final Ids ids;
  private final SecureRandom random;

  WebhookSecrets(
      Webhooks webhooks,
      WebhookStore store,
      WebhookTrail trail,
      SecretSealer sealer,
      PlanReader plans,
      Limits limits,
      Ids ids,
      SecureRandom random) {
    this.webhooks = webhooks;
    this.store = store;
    this.trail = trail;
    this.sealer = sealer;
    this.plans = plans;
    this.limits = limits;
    this.ids = ids;
    this.random = random;
  }

  /**
   * A webhook whose secret may have been made.
   *
   * @param secret empty for the repetition of an earlier request, whose answer showed it
   */
  record Made(Webhook webhook, Optional<SigningSecret> secret, boolean replayed) {}

  /** The secrets that sign what a webhook is told now: the present one first. */
  public List<SigningSecret> signing(TenantId tenant, Webhook webhook, Instant now) {
    return webhook.secrets().stream()
        .filter(secret -> secret.isGood(now))
        .map(secret -> sealer.open(tenant, webhook.id(), secret.text()))
        .toList();
  }

  /** Makes a webhook, or finds the one that the same request made before. */
  Result<Made, WebhookRefusal> create(
      Actor actor, WebhookDetails draft, Optional<String> idempotencyKey, Instant now) {
    TenantId tenant = actor.tenant();
    Repeatable request = repeatable(actor, draft, idempotencyKey);
    Optional<Result<Made, WebhookRefusal>> earlier =
        answered(request.earlier(id -> store.find(tenant, id), Webhook::requestHash));
    if (earlier.isPresent()) {
      return earlier.get();
    }
    List<Fault> faults = webhooks.faults(draft);
    if (!faults.isEmpty()) {
      return Result.refused(new WebhookRefusal.Faulty(faults));
    }
    String id = request.id(ids::next);
    SigningSecret secret = SigningSecret.next(random);
    WebhookDetails details = webhooks.normal(draft);
    Webhook webhook =
        new Webhook(
            id,
            details.url(),
            details.eventTypes(),
            Optional.ofNullable(details.description()),
            details.enabled(),
            List.of(new Webhook.Sealed(sealer.seal(tenant, id, secret), Optional.empty())),
            Optional.empty(),
            false,
            Optional.empty(),
            now,
            now,
            actor.auditId().orElseThrow(),
            request.hash(),
            1);
    int most =
        limits.most(
            plans.get(tenant).equals(Plan.FREE.name())
                ? LimitPolicy.WEBHOOKS_ON_FREE
                : LimitPolicy.WEBHOOKS_OF_BUSINESS);
    WebhookRefusal full = new WebhookRefusal.TooMany(most);
    return OptimisticRetry.untilWritten(
        () ->
            store
                .commit(
                    tenant,
                    new Transaction<WebhookRefusal>()
                        .add(WebhookStore.create(tenant, webhook))
                        .add(WebhookStore.enroll(tenant, id, most), full)
                        .addAll(trail.created(actor, webhook)))
                .result(() -> new Made(webhook, Optional.of(secret), false))
                // The same request came at the same time.
                .or(() -> answered(request.judge(store.find(tenant, id), Webhook::requestHash))));
  }

  /** Gives a webhook another secret; the one before goes on signing for a day. */
  Result<Made, WebhookRefusal> rotate(Actor actor, String webhookId, Instant now) {
    TenantId tenant = actor.tenant();
    SigningSecret secret = SigningSecret.next(random);
    return webhooks
        .update(
            actor,
            webhookId,
            Optional.empty(),
            seen -> {
              Webhook next = seen.signedBy(sealer.seal(tenant, webhookId, secret), now);
              return next.secrets().size() > Webhook.MOST_SECRETS
                  ? Result.refused(
                      new WebhookRefusal.TooManySecrets(
                          next.secrets().getLast().until().orElseThrow()))
                  : Result.done(next);
            })
        .map(webhook -> new Made(webhook, Optional.of(secret), false));
  }

  private static Repeatable repeatable(
      Actor actor, WebhookDetails draft, Optional<String> idempotencyKey) {
    return Repeatable.of(
            actor.tenant().value(),
            "create webhook",
            actor.auditId().orElseThrow(),
            idempotencyKey,
            Repeatable.hash(
                List.of(
                    draft.url(),
                    String.join(" ", draft.eventTypes()),
                    String.valueOf(draft.description()),
                    String.valueOf(draft.enabled()))))
        .withShortId();
  }

  /** The answer to a request that came before; empty for the first one. */
  private static Optional<Result<Made, WebhookRefusal>> answered(Earlier<Webhook> earlier) {
    return switch (earlier) {
      case Earlier.None<Webhook> _ -> Optional.empty();
      case Earlier.Replayed<Webhook>(Webhook made) ->
          Optional.of(Result.done(new Made(made, Optional.empty(), true)));
      case Earlier.KeyReused<Webhook> _ ->
          Optional.of(Result.refused(new WebhookRefusal.KeyReused()));
    };
  }
}
