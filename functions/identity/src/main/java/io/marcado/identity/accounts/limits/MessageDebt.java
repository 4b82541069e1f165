package io.marcado.identity.accounts.limits;

import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.people.Person;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.RateLimiter.Count;
import io.marcado.platform.limits.RateLimiter.Limit;
import io.marcado.platform.limits.Tally;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * The breaker of {@link CodeDebt}, for messages about bookings to phones that were never proved at
 * the business. Each of them adds one to a debt; each phone that is first proved there by a code
 * takes off four, once a day at most: its business may free it again at any time, by a change of
 * the client's record. A shop whose clients answer never reaches the limits, and one that writes to
 * strangers soon does.
 */
@Singleton
public final class MessageDebt {
  private static final List<LimitPolicy> ROWS =
      List.of(
          LimitPolicy.MESSAGES_BY_VISITORS,
          LimitPolicy.MESSAGES_BY_VISITORS_ON_FREE,
          LimitPolicy.MESSAGES_TO_UNPROVED_ON_FREE);

  /** How often a phone takes off. */
  private static final Limit ONCE_A_DAY = new Limit("phone-first-proved", 1, Duration.ofDays(1));

  private final RateLimiter limiter;
  private final Limits limits;
  private final Table table;

  public MessageDebt(RateLimiter limiter, Limits limits, Table table) {
    this.limiter = limiter;
    this.limits = limits;
    this.table = table;
  }

  /**
   * The writes that go with the proof of a person's phone. There are none for a person who has
   * proved one before, and none for one of the team: it answers no message to a client, and anybody
   * who signs a business up proves one.
   *
   * @param seen the person before the proof
   * @param phone the proved one
   */
  public List<Write> proved(TenantId tenant, Person seen, PhoneNumber phone, Role role) {
    return seen.phoneVerified() || role != Role.CLIENT ? List.of() : proved(tenant, phone);
  }

  /**
   * The same for a person who is new. Reads whether the phone took off today. One of the writes is
   * refused when it did so after that: ask again then.
   */
  public List<Write> proved(TenantId tenant, PhoneNumber phone) {
    Count once = limiter.ofTenant(tenant, ONCE_A_DAY, phone.e164());
    if (table.of(tenant).get(once.write().key()).filter(once::isReached).isPresent()) {
      return List.of();
    }
    Tally ofBusiness = limiter.tallyOfTenant(tenant, Tally.MESSAGES);
    for (LimitPolicy row : ROWS) {
      ofBusiness = ofBusiness.with(row, limits.of(row));
    }
    return List.of(once.write(), ofBusiness.credit(CodeDebt.WORTH_OF_VERIFIED));
  }
}
