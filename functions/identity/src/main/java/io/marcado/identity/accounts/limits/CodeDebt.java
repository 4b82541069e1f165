package io.marcado.identity.accounts.limits;

import io.marcado.domain.TenantId;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.RateLimiter.Count;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;

/**
 * A circuit breaker against fraud, which looks like codes that nobody enters. Each code that goes
 * to a country for a business, or for all sign-ups, adds one to the debt of the hour; each verified
 * code takes off four. At the limit no more codes go out until codes come back or the hour ends.
 */
@Singleton
public final class CodeDebt {
  /** A verified code makes up for so many. Poor but honest traffic verifies one in five. */
  static final int WORTH_OF_VERIFIED = 4;

  private final RateLimiter limiter;
  private final Limits limits;

  public CodeDebt(RateLimiter limiter, Limits limits) {
    this.limiter = limiter;
    this.limits = limits;
  }

  /**
   * Prepares to count a code that is about to be sent.
   *
   * @param country ISO 3166-1 alpha-2
   */
  Count increase(TenantId tenant, String country, Asker asker) {
    return limiter.ofTenant(
        tenant,
        asker == Asker.FOUNDER
            ? limits.of(LimitPolicy.SIGN_UP_CODES)
            : limits.of(LimitPolicy.CODES_NOT_ENTERED, asker.text()),
        country);
  }

  /** The write that counts a verified code; it is never refused. */
  public Write decrease(TenantId tenant, String country, Asker asker) {
    return increase(tenant, country, asker).credit(WORTH_OF_VERIFIED);
  }
}
