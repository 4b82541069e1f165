package io.marcado.webhooks.deliveries;

import io.marcado.domain.CheckReturnValue;
import io.marcado.domain.TenantId;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.table.Table;
import io.marcado.webhooks.endpoints.WebhookRefusal;
import jakarta.inject.Singleton;
import java.util.Optional;

/** How often a business may ask for requests to its webhooks: tests and replays count together. */
@Singleton
final class SendingLimit {
  private final RateLimiter limiter;
  private final Limits limits;
  private final Table table;

  SendingLimit(RateLimiter limiter, Limits limits, Table table) {
    this.limiter = limiter;
    this.limits = limits;
    this.table = table;
  }

  /** Counts a test or a replay; a refusal when there were too many, and then it must not go out. */
  @CheckReturnValue
  Optional<WebhookRefusal> count(TenantId tenant) {
    return limiter
        .count(table.of(tenant), limiter.ofTenant(tenant, limits.of(LimitPolicy.WEBHOOK_TESTS)))
        .map(WebhookRefusal.TooOften::new);
  }
}
