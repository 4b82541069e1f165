package io.marcado.tenants.signup;

import io.marcado.platform.config.Variables;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.RateLimiter.Limit;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * How many sign-ups there may be in a day, from one address and from everywhere, and how many
 * requests for one, since recognising a repetition costs as much work as a sign-up.
 */
@Singleton
final class SignUpLimits {
  private static final Duration DAY = Duration.ofDays(1);

  private final Table table;
  private final RateLimiter limiter;
  private final Limit attempts;
  private final Limit perAddress;
  private final Limit perDay;

  private record Configuration(int attempts, int perAddress, int perDay) {}

  SignUpLimits(Table table, RateLimiter limiter, Variables variables) {
    Configuration configuration =
        variables.read(
            reader ->
                new Configuration(
                    reader.number("SIGNUP_ATTEMPTS_PER_ADDRESS_PER_HOUR"),
                    reader.number("SIGNUPS_PER_ADDRESS_PER_DAY"),
                    reader.number("SIGNUPS_PER_DAY")));
    this.table = table;
    this.limiter = limiter;
    this.attempts = new Limit("sign-up-attempt", configuration.attempts(), Duration.ofHours(1));
    this.perAddress = new Limit("sign-up-address", configuration.perAddress(), DAY);
    this.perDay = new Limit("sign-up", configuration.perDay(), DAY);
  }

  /**
   * Counts one request, whatever becomes of it, before anything is hashed for it.
   *
   * @return when to try again, if the limit is reached
   */
  Optional<Duration> countAttempt(String address) {
    return count(attempts, address);
  }

  /**
   * Counts one sign-up. The address comes first, so that one that is refused takes nothing from the
   * others.
   *
   * @return when to try again, if a limit is reached
   */
  Optional<Duration> count(String address) {
    return count(perAddress, address).or(() -> count(perDay, "everywhere"));
  }

  private Optional<Duration> count(Limit limit, String subject) {
    return limiter.count(table.platform(), PartitionKey::platform, limit, subject);
  }
}
