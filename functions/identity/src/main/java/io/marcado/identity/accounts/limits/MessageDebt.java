package io.marcado.identity.accounts.limits;

import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.people.Person;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * The breaker of {@link CodeDebt}, for messages about bookings to phones that were never proved at
 * the business. Each of them adds one to a debt; each phone that is first proved there by a code
 * takes off four. A shop whose clients answer never reaches the limits, and one that writes to
 * strangers soon does.
 */
@Singleton
public final class MessageDebt {
  private static final List<LimitPolicy> ROWS =
      List.of(
          LimitPolicy.MESSAGES_BY_VISITORS,
          LimitPolicy.MESSAGES_BY_VISITORS_ON_FREE,
          LimitPolicy.MESSAGES_TO_UNPROVED_ON_FREE);

  private final RateLimiter limiter;
  private final Limits limits;

  public MessageDebt(RateLimiter limiter, Limits limits) {
    this.limiter = limiter;
    this.limits = limits;
  }

  /**
   * The writes that go with the proof of a person's phone, which are never refused. There are none
   * for a phone that was proved before, and none for one of the team: it answers no message to a
   * client, and anybody who signs a business up proves one.
   */
  public List<Write> proved(TenantId tenant, Person seen, Role role) {
    return seen.phoneVerified() || role != Role.CLIENT ? List.of() : proved(tenant);
  }

  /** The same for a person who is new. */
  public List<Write> proved(TenantId tenant) {
    return ROWS.stream()
        .map(
            row ->
                limiter
                    .ofTenant(tenant, limits.of(row), tenant.value())
                    .credit(CodeDebt.WORTH_OF_VERIFIED))
        .toList();
  }
}
