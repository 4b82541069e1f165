package io.marcado.messaging.bookings;

import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.RateLimiter.Limit;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Limits the messages per day to one phone and for one business. Anybody may book for any phone
 * without a login, and each booking causes messages, which cost money and may annoy a stranger.
 */
@Singleton
final class MessageLimits {
  private static final Logger LOG = LoggerFactory.getLogger(MessageLimits.class);

  private final RateLimiter limiter;
  private final Table table;
  private final Limit perPhone;
  private final Limit perTenant;

  MessageLimits(RateLimiter limiter, Table table, Limits limits) {
    this.limiter = limiter;
    this.table = table;
    this.perPhone = limits.of(LimitPolicy.MESSAGES_TO_PHONE);
    this.perTenant = limits.of(LimitPolicy.MESSAGES_OF_BUSINESS);
  }

  /**
   * Counts a message before it is sent. It counts the phone first, over all businesses. So a flood
   * of one phone uses up no business's total, and cannot continue at another business.
   *
   * @return false when the message must not go out; it throws when it cannot write the counter
   */
  boolean allow(TenantId tenant, PhoneNumber phone) {
    if (limiter
        .count(table.platform(), PartitionKey::platform, perPhone, phone.e164())
        .isPresent()) {
      log(perPhone, tenant);
      return false;
    }
    if (limiter
        .count(
            table.of(tenant),
            partition -> PartitionKey.of(tenant, partition),
            perTenant,
            tenant.value())
        .isPresent()) {
      log(perTenant, tenant);
      return false;
    }
    return true;
  }

  // The alarm looks for this event in the log: see MessageLimitMetric in this module's
  // template.yaml.
  private static void log(Limit reached, TenantId tenant) {
    try (MDC.MDCCloseable _ = MDC.putCloseable("event", "message-limit-reached")) {
      LOG.warn("A message of tenant {} was dropped by the limit {}", tenant, reached.name());
    }
  }
}
