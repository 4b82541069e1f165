package io.marcado.messaging.bookings;

import io.marcado.bookings.published.BookingSource;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.identity.published.ClientStanding;
import io.marcado.messaging.sending.BusinessStanding;
import io.marcado.messaging.sending.PhoneCeiling;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Limits the messages about bookings to one phone and of one business. Anybody may book for any
 * phone without a login, and anybody may sign a business up and book for any phone there. Each
 * booking causes messages, which cost money and may annoy a stranger. What strangers cause counts
 * apart, so it takes nothing from what staff and known clients do.
 */
@Singleton
final class MessageLimits {
  private static final Logger LOG = LoggerFactory.getLogger(MessageLimits.class);

  private final RateLimiter limiter;
  private final Table table;
  private final Limits limits;
  private final PhoneCeiling ceiling;
  private final BusinessStanding businesses;

  MessageLimits(
      RateLimiter limiter,
      Table table,
      Limits limits,
      PhoneCeiling ceiling,
      BusinessStanding businesses) {
    this.limiter = limiter;
    this.table = table;
    this.limits = limits;
    this.ceiling = ceiling;
    this.businesses = businesses;
  }

  /**
   * Counts a message before it is sent. It counts the phone first, so a flood of one phone uses up
   * no business's total.
   *
   * @param source who made the booking
   * @return false when the message must not go out; it throws when it cannot write a counter
   */
  boolean allow(
      TenantId tenant, ClientStanding client, BookingSource source, BookingMessageKind kind) {
    PhoneNumber phone = client.contact().phone();
    boolean changes = kind.tellsOfAChange();
    boolean exempt = client.phoneProved() && changes;
    if (!ceiling.allow(phone, !exempt)) {
      return refuse(LimitPolicy.SMS_TO_PHONE, tenant);
    }
    if (!exempt
        && !ofBusiness(LimitPolicy.MESSAGES_OF_BUSINESS_TO_PHONE, tenant, phone.e164())
        && limiter
            .count(
                table.platform(),
                PartitionKey::platform,
                limits.of(LimitPolicy.MESSAGES_TO_PHONE),
                phone.e164())
            .isPresent()) {
      return refuse(LimitPolicy.MESSAGES_TO_PHONE, tenant);
    }
    boolean byVisitor = source == BookingSource.PUBLIC && !client.phoneProved() && !changes;
    boolean free = !client.phoneProved() && businesses.isFree(tenant);
    if (byVisitor) {
      return within(
          free ? LimitPolicy.MESSAGES_BY_VISITORS_ON_FREE : LimitPolicy.MESSAGES_BY_VISITORS,
          tenant);
    }
    return (!free || within(LimitPolicy.MESSAGES_TO_UNPROVED_ON_FREE, tenant))
        && within(LimitPolicy.MESSAGES_OF_BUSINESS, tenant);
  }

  private boolean within(LimitPolicy policy, TenantId tenant) {
    return ofBusiness(policy, tenant, tenant.value()) || refuse(policy, tenant);
  }

  private boolean ofBusiness(LimitPolicy policy, TenantId tenant, String subject) {
    return limiter
        .count(
            table.of(tenant),
            partition -> PartitionKey.of(tenant, partition),
            limits.of(policy),
            subject)
        .isEmpty();
  }

  // The alarm looks for this event in the log: see MessageLimitMetric in this module's
  // template.yaml.
  private static boolean refuse(LimitPolicy reached, TenantId tenant) {
    try (MDC.MDCCloseable _ = MDC.putCloseable("event", "message-limit-reached")) {
      LOG.warn("A message of tenant {} was dropped by the limit {}", tenant, reached.text());
    }
    return false;
  }
}
