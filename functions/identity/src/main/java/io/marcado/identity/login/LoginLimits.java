package io.marcado.identity.login;

import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.platform.config.Variables;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.RateLimiter.Limit;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableView;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * How often somebody may try to log in, and how many codes may be sent. Phones and addresses are
 * counted for all businesses together: codes cost the platform's money, and nobody is to get as
 * many again at each business. An account is a business's own, and so is a business's total.
 */
@Singleton
final class LoginLimits {
  private static final Duration HOUR = Duration.ofHours(1);

  private final RateLimiter limiter;
  private final Table table;
  private final Configuration configuration;

  private record Configuration(
      Limit perAccount,
      Limit perAddress,
      Limit codesPerPhone,
      Limit codesPerAddress,
      Limit codesPerTenant) {}

  LoginLimits(RateLimiter limiter, Table table, Variables variables) {
    this.limiter = limiter;
    this.table = table;
    this.configuration =
        variables.read(
            reader ->
                new Configuration(
                    new Limit("login-account", reader.number("LOGINS_PER_ACCOUNT_PER_HOUR"), HOUR),
                    new Limit("login-address", reader.number("LOGINS_PER_ADDRESS_PER_HOUR"), HOUR),
                    new Limit("code-phone", reader.number("CODES_PER_PHONE_PER_HOUR"), HOUR),
                    new Limit("code-address", reader.number("CODES_PER_ADDRESS_PER_HOUR"), HOUR),
                    new Limit(
                        "code-tenant",
                        reader.number("CODES_PER_TENANT_PER_DAY"),
                        Duration.ofDays(1))));
  }

  /**
   * Counts an attempt, whether or not the account exists.
   *
   * @param account the phone or e-mail that was given
   */
  void countAttempt(TenantId tenant, String account, String address) {
    count(configuration.perAddress(), address);
    count(tenant, configuration.perAccount(), account);
  }

  /** Counts a code that is about to be sent; it must not be sent when this throws. */
  void countCode(TenantId tenant, PhoneNumber phone, String address) {
    count(configuration.codesPerPhone(), phone.e164());
    count(configuration.codesPerAddress(), address);
    count(tenant, configuration.codesPerTenant(), tenant.value());
  }

  private void count(Limit limit, String subject) {
    limiter.count(table.platform(), PartitionKey::platform, limit, subject);
  }

  private void count(TenantId tenant, Limit limit, String subject) {
    TableView view = table.of(tenant);
    limiter.count(view, partition -> PartitionKey.of(tenant, partition), limit, subject);
  }
}
