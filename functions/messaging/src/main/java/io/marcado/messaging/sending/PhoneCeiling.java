package io.marcado.messaging.sending;

import io.marcado.domain.PhoneNumber;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.RateLimiter.Limit;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;

/**
 * The most messages that one phone gets in an hour, of all kinds and from all businesses. All kinds
 * share one counter. Messages that strangers can cause stop before it is full, so codes and notices
 * still arrive.
 */
@Singleton
public final class PhoneCeiling {
  private final RateLimiter limiter;
  private final Table table;
  private final Limit most;
  private final Limit mostByStrangers;

  public PhoneCeiling(RateLimiter limiter, Table table, Limits limits) {
    this.limiter = limiter;
    this.table = table;
    this.most = limits.of(LimitPolicy.SMS_TO_PHONE);
    this.mostByStrangers =
        new Limit(most.name(), limits.most(LimitPolicy.BOOKING_SMS_TO_PHONE), most.window());
  }

  /**
   * Counts a message before it is sent.
   *
   * @param byStrangers true when a stranger can cause such messages
   * @return false when the message must not go out; it throws when it cannot write the counter
   */
  public boolean allow(PhoneNumber phone, boolean byStrangers) {
    return limiter
        .count(
            table.platform(),
            PartitionKey::platform,
            byStrangers ? mostByStrangers : most,
            phone.e164())
        .isEmpty();
  }
}
