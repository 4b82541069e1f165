package io.marcado.messaging.bookings;

import io.marcado.bookings.published.BookingImage;
import io.marcado.domain.Channel;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.identity.published.ClientStanding;
import io.marcado.identity.published.TeamMember;
import io.marcado.messaging.sending.Attempt;
import io.marcado.messaging.sending.BusinessStanding;
import io.marcado.messaging.sending.PhoneCeiling;
import io.marcado.messaging.sending.PhoneCeiling.Cause;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.RateLimiter.Count;
import io.marcado.platform.limits.RateLimiter.Limit;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableView;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
   * Counts a message before it is sent. A message that one row refuses counts in no other one
   * either, so what is dropped uses up nothing.
   *
   * @return false when the message must not go out; it throws when it cannot write a counter
   */
  boolean allow(BookingMessage message, BookingImage booking, ClientStanding client) {
    TenantId tenant = message.tenant();
    PhoneNumber phone = client.contact().phone();
    boolean proved = client.phoneProved();
    boolean free = !proved && businesses.isFree(tenant);
    boolean byVisitor = message.isByVisitor(booking);
    boolean exempt = proved && message.kind().tellsOfAChange() && !byVisitor;
    Tally tally = new Tally();
    // A proved phone is reminded of what it has, however much strangers write to it by bookings.
    boolean ofVisitors = byVisitor && !(proved && message.kind() == BookingMessageKind.REMINDER);
    boolean reserved = exempt || tally.add(reserve(tenant, phone, ofVisitors));
    List<Row> rows = new ArrayList<>();
    if (!reserved) {
      rows.add(ofPlatform(LimitPolicy.MESSAGES_TO_PHONE, phone));
    }
    if (byVisitor && proved && !message.comesWithTime()) {
      rows.add(
          ofBusiness(
              LimitPolicy.MESSAGES_BY_VISITORS,
              limits.of(LimitPolicy.MESSAGES_BY_VISITORS, "to-proved"),
              tenant));
    } else if (byVisitor && !proved) {
      rows.add(
          ofBusiness(
              free ? LimitPolicy.MESSAGES_BY_VISITORS_ON_FREE : LimitPolicy.MESSAGES_BY_VISITORS,
              tenant));
    } else {
      if (free) {
        rows.add(ofBusiness(LimitPolicy.MESSAGES_TO_UNPROVED_ON_FREE, tenant));
      }
      rows.add(ofBusiness(LimitPolicy.MESSAGES_OF_BUSINESS, tenant));
    }
    Cause ofReserve = free ? Cause.FREE_BUSINESS : Cause.BUSINESS;
    Cause cause = exempt ? Cause.CHANGE : reserved ? ofReserve : Cause.ANYBODY;
    rows.add(new Row(cause.row(), table.platform(), ceiling.prepare(phone, cause)));
    Optional<Row> reached = tally.reached(rows);
    reached.ifPresent(row -> warn(row.policy(), tenant));
    return reached.isEmpty();
  }

  /**
   * Counts a notice to somebody of the team before it is sent. What strangers cause has a small
   * room of its own, so it takes nothing from what known clients and the team do.
   *
   * @param byStranger true for what a visitor did for a phone that was never proved there
   * @return false when it must wait for others; it throws when it cannot write a counter
   */
  boolean allowNotice(TenantId tenant, TeamMember member, Channel channel, boolean byStranger) {
    LimitPolicy most =
        byStranger ? LimitPolicy.NOTICES_OF_VISITORS_TO_MEMBER : LimitPolicy.NOTICES_TO_MEMBER;
    List<Row> rows = new ArrayList<>();
    rows.add(
        ofBusiness(
            most,
            limits.of(most, channel.name().toLowerCase(Locale.ROOT)),
            tenant,
            member.contact().id().value()));
    if (channel != Channel.EMAIL) {
      Cause cause = byStranger ? Cause.ANYBODY : Cause.CHANGE;
      rows.add(
          new Row(cause.row(), table.platform(), ceiling.prepare(member.contact().phone(), cause)));
    }
    return new Tally().reached(rows).isEmpty();
  }

  /** Counts a digest by SMS before it is sent: there are few, which its holder wants. */
  boolean allowDigest(PhoneNumber phone) {
    return ceiling.allow(phone, Cause.HOLDER);
  }

  /** A count in a row of the table of limits. */
  private record Row(LimitPolicy policy, TableView view, Count count) {}

  /** The counts of one message so far. When one cannot be written, all are taken back. */
  private final class Tally {
    private final List<Row> counted = new ArrayList<>();

    /** Counts, unless the row's limit is reached. */
    boolean add(Row row) {
      boolean within =
          Attempt.of(() -> limiter.count(row.view(), row.count()), this::takeBack).isEmpty();
      if (within) {
        counted.add(row);
      }
      return within;
    }

    /** Counts in all rows, or in none: then it gives one that refuses. */
    Optional<Row> reached(List<Row> rows) {
      Optional<Row> reached = rows.stream().filter(row -> !add(row)).findFirst();
      if (reached.isPresent()) {
        takeBack();
      }
      return reached;
    }

    private void takeBack() {
      Attempt.each(counted, row -> limiter.takeBack(row.view(), row.count()));
    }
  }

  private Row ofBusiness(LimitPolicy policy, TenantId tenant) {
    return ofBusiness(policy, limits.of(policy), tenant);
  }

  private Row ofBusiness(LimitPolicy policy, Limit limit, TenantId tenant) {
    return new Row(policy, table.of(tenant), limiter.ofTenant(tenant, limit));
  }

  // Two counters, so that no visitor uses up what the business itself has for the phone.
  private Row reserve(TenantId tenant, PhoneNumber phone, boolean byVisitor) {
    LimitPolicy policy = LimitPolicy.MESSAGES_OF_BUSINESS_TO_PHONE;
    Limit limit = byVisitor ? limits.of(policy, "by-visitors") : limits.of(policy);
    return ofBusiness(policy, limit, tenant, phone.e164());
  }

  private Row ofBusiness(LimitPolicy policy, Limit limit, TenantId tenant, String subject) {
    return new Row(policy, table.of(tenant), limiter.ofTenant(tenant, limit, subject));
  }

  private Row ofPlatform(LimitPolicy policy, PhoneNumber phone) {
    return new Row(policy, table.platform(), limiter.ofPlatform(limits.of(policy), phone.e164()));
  }

  // The alarm looks for this event in the log: see MessageLimitMetric in this module's
  // template.yaml.
  private static void warn(LimitPolicy reached, TenantId tenant) {
    try (MDC.MDCCloseable _ = MDC.putCloseable("event", "message-limit-reached")) {
      LOG.warn("A message of tenant {} was dropped by the limit {}", tenant, reached.text());
    }
  }
}
