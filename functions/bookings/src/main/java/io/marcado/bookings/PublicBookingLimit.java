package io.marcado.bookings;

import io.marcado.platform.config.Variables;
import io.marcado.platform.http.Problem;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.RateLimiter.Limit;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * How often one address may try to book without a login, of all businesses together: each such
 * booking takes somebody's time, makes a client record and sends messages to a phone that nobody
 * has verified.
 */
@Singleton
final class PublicBookingLimit {
  private final RateLimiter limiter;
  private final Table table;
  private final Limit perAddress;

  PublicBookingLimit(RateLimiter limiter, Table table, Variables variables) {
    this.limiter = limiter;
    this.table = table;
    this.perAddress =
        new Limit(
            "public-booking-address",
            variables.read(reader -> reader.number("PUBLIC_BOOKINGS_PER_ADDRESS_PER_HOUR")),
            Duration.ofHours(1));
  }

  /**
   * Counts one more, by one write.
   *
   * @throws Problem 429 when the limit is reached
   */
  void count(String address) {
    limiter
        .count(table.platform(), PartitionKey::platform, perAddress, address)
        .ifPresent(
            retryAfter -> {
              throw Problem.tooManyRequests(retryAfter);
            });
  }
}
