package io.marcado.webhooks.endpoints;

import io.marcado.domain.Actor;
import io.marcado.domain.ApiKeyId;
import io.marcado.domain.Ids;
import io.marcado.domain.Permission;
import io.marcado.domain.TenantId;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.config.Variables;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import io.marcado.platform.tenant.ConfigurationCache;
import io.marcado.platform.tenant.PlanReader;
import io.marcado.secrets.DataKey;
import io.marcado.secrets.SecretDataKey;
import io.marcado.webhooks.MovableClock;
import io.marcado.webhooks.outgoing.FakeResolver;
import io.marcado.webhooks.outgoing.OutgoingPolicy;
import io.marcado.webhooks.outgoing.Resolver;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A business of its own for each test, that makes webhooks. */
public final class Office {
  public static final SecureRandom RANDOM = new SecureRandom();
  public static final Ids IDS = new Ids(RANDOM);
  private static final Item EMPTY = Item.builder().build();
  private static final DataKey KEY =
      purpose -> SecretDataKey.derived("a test's data key; ".repeat(4), purpose);

  public final TenantId tenant = new TenantId(IDS.next());
  public final MovableClock clock = new MovableClock();
  public final FakeResolver names = new FakeResolver();
  public final Table table =
      new Table(
          DynamoDbLocal.shared().client(),
          DynamoDbLocal.shared().tableName(),
          ConflictRetry.STANDARD,
          RANDOM);
  public final OutgoingPolicy policy =
      new OutgoingPolicy(resolver(), new Variables(Map.of("LOOPBACK_RECEIVERS", "true")));
  public final WebhookStore store = new WebhookStore(table);
  private final WebhookTrail trail = new WebhookTrail(new SecurityEvents(IDS), IDS);
  final Webhooks webhooks = new Webhooks(store, policy, trail);
  public final WebhookStops stops =
      new WebhookStops(store, trail, (tenant, _) -> List.of(Write.create(notice(tenant), EMPTY)));
  public final WebhookSecrets secrets =
      new WebhookSecrets(
          webhooks,
          store,
          trail,
          new SecretSealer(KEY, RANDOM),
          new PlanReader(table, new ConfigurationCache(clock, Duration.ZERO)),
          new Limits(new Variables(Map.of())),
          IDS,
          RANDOM);

  public Office() {
    has("PRO");
  }

  private Resolver resolver() {
    return host ->
        host.equals("127.0.0.1") ? List.of(InetAddress.getByName(host)) : names.resolve(host);
  }

  /** From now on the business has this plan. */
  public void has(String plan) {
    table
        .of(tenant)
        .write(Write.put(PlanReader.key(tenant), Item.builder().text("plan", plan).build()))
        .refusal();
  }

  Actor actor() {
    return new Actor.ApiKey(
        tenant, new ApiKeyId("k1"), Set.of(Permission.WEBHOOKS_MANAGE), "192.0.2.1");
  }

  private static ItemKey notice(TenantId tenant) {
    return ItemKey.of(tenant, "NOTICES", IDS.nextLong());
  }

  /** How often its owners were told that a webhook was stopped. */
  public int notices() {
    return table.of(tenant).queryAll(Selection.of(notice(tenant).partition())).size();
  }

  /** What its audit trail says of this month, oldest first. */
  public List<SecurityEvent> trail() {
    YearMonth month = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
    return table.of(tenant).queryAll(Selection.of(SecurityEvents.month(tenant, month))).stream()
        .map(SecurityEvents::fromItem)
        .toList();
  }

  /** A webhook that was made, with its secret. */
  public record Made(Webhook webhook, SigningSecret secret) {}

  /** Makes a webhook. */
  public Made webhook(String url, String... eventTypes) {
    WebhookSecrets.Made made =
        secrets
            .create(
                actor(),
                new WebhookDetails(url, List.of(eventTypes), null, true),
                Optional.empty(),
                clock.instant())
            .orElseThrow(refusal -> new IllegalStateException(refusal.toString()));
    return new Made(made.webhook(), made.secret().orElseThrow());
  }

  /** Replaces its secret. */
  public SigningSecret rotate(Webhook webhook) {
    return secrets
        .rotate(actor(), webhook.id(), clock.instant())
        .orElseThrow(refusal -> new IllegalStateException(refusal.toString()))
        .secret()
        .orElseThrow();
  }

  /** Enables or disables it. */
  public void enable(Webhook webhook, boolean enabled) {
    Webhook _ =
        webhooks
            .change(
                actor(),
                webhook.id(),
                details ->
                    new WebhookDetails(
                        details.url(), details.eventTypes(), details.description(), enabled),
                Optional.empty(),
                clock.instant())
            .orElseThrow(refusal -> new IllegalStateException(refusal.toString()));
  }

  /** As it is now. */
  public Webhook now(Webhook webhook) {
    return store.find(tenant, webhook.id()).orElseThrow();
  }
}
