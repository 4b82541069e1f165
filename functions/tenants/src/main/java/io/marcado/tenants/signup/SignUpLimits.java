package io.marcado.tenants.signup;

import io.marcado.platform.config.Variables;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.RateLimiter.Limit;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import java.time.Duration;

/** How many sign-ups there may be in a day, from one address and from everywhere. */
@Singleton
final class SignUpLimits {
  private static final Duration DAY = Duration.ofDays(1);

  private final Table table;
  private final RateLimiter limiter;
  private final Limit perAddress;
  private final Limit perDay;

  private record Configuration(int perAddress, int perDay) {}

  SignUpLimits(Table table, RateLimiter limiter, Variables variables) {
    Configuration configuration =
        variables.read(
            reader ->
                new Configuration(
                    reader.number("SIGNUPS_PER_ADDRESS_PER_DAY"),
                    reader.number("SIGNUPS_PER_DAY")));
    this.table = table;
    this.limiter = limiter;
    this.perAddress = new Limit("sign-up-address", configuration.perAddress(), DAY);
    this.perDay = new Limit("sign-up", configuration.perDay(), DAY);
  }

  /**
   * Counts one sign-up. The address comes first, so that one that is refused takes nothing from the
   * others.
   *
   * @throws io.marcado.platform.http.Problem 429 when a limit is reached
   */
  void count(String address) {
    limiter.count(table.platform(), PartitionKey::platform, perAddress, address);
    limiter.count(table.platform(), PartitionKey::platform, perDay, "everywhere");
  }
}
