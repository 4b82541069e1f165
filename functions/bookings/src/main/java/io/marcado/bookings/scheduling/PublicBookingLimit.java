package io.marcado.bookings.scheduling;

import io.marcado.domain.Actor;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.RateLimiter.Limit;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * Limits how often one address may try to book without a login, over all businesses. Each such
 * booking takes time of a business, creates a client and sends messages to an unverified phone.
 */
@Singleton
final class PublicBookingLimit {
  private final RateLimiter limiter;
  private final Table table;
  private final Limit perAddress;

  PublicBookingLimit(RateLimiter limiter, Table table, Limits limits) {
    this.limiter = limiter;
    this.table = table;
    this.perAddress = limits.of(LimitPolicy.PUBLIC_BOOKINGS_OF_ADDRESS);
  }

  /**
   * Counts one attempt, by one write.
   *
   * @return how long until the visitor may try again; empty while the limit is not reached
   */
  Optional<Duration> count(Actor.Visitor visitor) {
    return limiter.count(
        table.platform(), PartitionKey::platform, perAddress, visitor.sourceAddress());
  }
}
