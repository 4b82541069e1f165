package io.marcado.messaging.bookings;

import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.platform.config.Variables;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.RateLimiter.Limit;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import java.time.Duration;
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
  private static final Duration DAY = Duration.ofDays(1);

  private final RateLimiter limiter;
  private final Table table;
  private final Limit perPhone;
  private final Limit perTenant;

  private record Configuration(int perPhone, int perTenant) {}

  MessageLimits(RateLimiter limiter, Table table, Variables variables) {
    Configuration configuration =
        variables.read(
            reader ->
                new Configuration(
                    reader.number("MESSAGES_PER_PHONE_PER_DAY"),
                    reader.number("MESSAGES_PER_TENANT_PER_DAY")));
    this.limiter = limiter;
    this.table = table;
    this.perPhone = new Limit("message-phone", configuration.perPhone(), DAY);
    this.perTenant = new Limit("message-tenant", configuration.perTenant(), DAY);
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
