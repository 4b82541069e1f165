package io.marcado.messaging.accounts;

import io.marcado.identity.published.deliveries.AccountDelivery;
import io.marcado.identity.published.deliveries.AccountMessage.Notice;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import java.util.Locale;

/**
 * The most notices about accounts that one phone or e-mail gets from one business. They go only
 * where somebody has proved the phone or e-mail, so nobody makes more businesses count for a
 * stranger. They count apart from all else: notices take no room of codes, one business's take none
 * of another's, and what others cause takes none of the changes of the own account.
 */
@Singleton
final class NoticeLimit {
  private final RateLimiter limiter;
  private final Table table;
  private final Limits limits;

  NoticeLimit(RateLimiter limiter, Table table, Limits limits) {
    this.limiter = limiter;
    this.table = table;
    this.limits = limits;
  }

  /**
   * Counts a notice before it is sent.
   *
   * @return false when it must not go out; it throws when it cannot write the counter
   */
  boolean allow(AccountDelivery delivery, Notice notice) {
    String contact =
        switch (delivery.to()) {
          case Target.Phone(var number) -> number.e164();
          case Target.Email(String address) -> address.toLowerCase(Locale.ROOT);
        };
    return limiter
        .count(
            table.of(delivery.tenant()),
            limiter.ofTenant(
                delivery.tenant(),
                limits.of(LimitPolicy.NOTICES_TO_CONTACT, notice.name().toLowerCase(Locale.ROOT)),
                contact))
        .isEmpty();
  }
}
