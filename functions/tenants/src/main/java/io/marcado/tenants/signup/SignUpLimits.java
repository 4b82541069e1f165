package io.marcado.tenants.signup;

import io.marcado.domain.PhoneNumber;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * How many sign-ups there may be in a day, from one address and from everywhere, and how many
 * requests for one, since recognising a repetition costs as much work as a sign-up. Owners who have
 * not proved their phone share a small part of a day. The rest is for those who have, a few for
 * each phone, so it takes as many phones to use up a day.
 */
@Singleton
final class SignUpLimits {
  private final Table table;
  private final RateLimiter limiter;
  private final Limits limits;

  SignUpLimits(Table table, RateLimiter limiter, Limits limits) {
    this.table = table;
    this.limiter = limiter;
    this.limits = limits;
  }

  /**
   * Counts one request, whatever becomes of it, before anything is hashed for it.
   *
   * @return when to try again, if the limit is reached
   */
  Optional<Duration> countAttempt(String address) {
    return count(LimitPolicy.SIGN_UP_REQUESTS, address);
  }

  /**
   * Counts one sign-up. What one sender may do comes first, so that a refused one takes nothing
   * from the others.
   *
   * @param proved the owner's phone; empty when it is not proved
   * @return when to try again, if a limit is reached
   */
  Optional<Duration> count(String address, Optional<PhoneNumber> proved) {
    return count(LimitPolicy.SIGN_UPS_OF_ADDRESS, address)
        .or(() -> proved.flatMap(phone -> count(LimitPolicy.SIGN_UPS_OF_PHONE, phone.e164())))
        .or(
            () ->
                count(
                    proved.isPresent() ? LimitPolicy.SIGN_UPS : LimitPolicy.SIGN_UPS_UNPROVED,
                    "everywhere"));
  }

  private Optional<Duration> count(LimitPolicy policy, String subject) {
    return limiter.count(table.platform(), limiter.ofPlatform(limits.of(policy), subject));
  }
}
