package io.marcado.identity.registration;

import io.marcado.domain.PhoneNumber;
import io.marcado.platform.config.Variables;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.RateLimiter.Limit;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * How often somebody may register: as often as codes may be asked for, since a registration tells
 * whether a phone has an account, and leads to a code. Counted for all businesses together, as
 * codes are.
 */
@Singleton
final class RegistrationLimits {
  private static final Duration HOUR = Duration.ofHours(1);

  private final RateLimiter limiter;
  private final Table table;
  private final Configuration configuration;

  private record Configuration(Limit perAddress, Limit perPhone) {}

  RegistrationLimits(RateLimiter limiter, Table table, Variables variables) {
    this.limiter = limiter;
    this.table = table;
    this.configuration =
        variables.read(
            reader ->
                new Configuration(
                    new Limit(
                        "register-address", reader.number("CODES_PER_ADDRESS_PER_HOUR"), HOUR),
                    new Limit("register-phone", reader.number("CODES_PER_PHONE_PER_HOUR"), HOUR)));
  }

  void count(PhoneNumber phone, String address) {
    count(configuration.perAddress(), address);
    count(configuration.perPhone(), phone.e164());
  }

  private void count(Limit limit, String subject) {
    limiter.count(table.platform(), PartitionKey::platform, limit, subject);
  }
}
