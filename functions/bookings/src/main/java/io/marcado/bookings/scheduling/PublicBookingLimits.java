package io.marcado.bookings.scheduling;

import io.marcado.domain.Actor;
import io.marcado.domain.TenantId;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * Limits bookings without a login. Each takes time of a business, creates a client and sends
 * messages to a phone that the visitor may not hold. One address may try so often over all
 * businesses, and a business takes so many from all addresses for phones that were never proved
 * there. Clients who have proved theirs book on.
 */
@Singleton
final class PublicBookingLimits {
  private final RateLimiter limiter;
  private final Table table;
  private final Limits limits;

  PublicBookingLimits(RateLimiter limiter, Table table, Limits limits) {
    this.limiter = limiter;
    this.table = table;
    this.limits = limits;
  }

  /**
   * Counts one attempt of an address, by one write.
   *
   * @return how long until the visitor may try again; empty while the limit is not reached
   */
  Optional<Duration> countAttempt(Actor.Visitor visitor) {
    return limiter.count(
        table.platform(),
        PartitionKey::platform,
        limits.of(LimitPolicy.PUBLIC_BOOKINGS_OF_ADDRESS),
        visitor.sourceAddress());
  }

  /**
   * Counts one booking for a phone that was never proved at the business, by one write.
   *
   * @return how long until the business takes another one; empty while the limit is not reached
   */
  Optional<Duration> countUnproved(TenantId tenant) {
    return limiter.count(
        table.of(tenant),
        partition -> PartitionKey.of(tenant, partition),
        limits.of(LimitPolicy.UNPROVED_BOOKINGS_OF_BUSINESS),
        tenant.value());
  }
}
