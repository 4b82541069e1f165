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
import io.marcado.messaging.sending.Questions;
import io.marcado.messaging.sending.Questions.Question;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.RateLimiter.Limit;
import io.marcado.platform.limits.Tally;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
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
   * Counts a message before it is sent, by one write for the phone and one for the business. A
   * message that one row refuses counts in no other one either, so what is dropped uses up nothing.
   *
   * @param question that a text from the phone would answer, noted with the count; empty for none
   * @return false when the message must not go out; it throws when it cannot write a counter
   */
  boolean allow(
      BookingMessage message,
      BookingImage booking,
      ClientStanding client,
      Optional<Question> question) {
    TenantId tenant = message.tenant();
    PhoneNumber phone = client.contact().phone();
    boolean proved = client.phoneProved();
    boolean free = !proved && businesses.isFree(tenant);
    boolean byVisitor = message.isByVisitor(booking);
    boolean again = message.again().isPresent();
    boolean exempt = proved && message.kind().tellsOfAChange() && !byVisitor && !again;
    Tally ofPhone =
        ofAgain(
            again,
            tenant,
            asking(question, ceiling.prepare(phone, exempt ? Cause.CHANGE : ofReserve(free))));
    if (!exempt) {
      // A proved phone is reminded of what it has, however much strangers write to it by bookings.
      boolean ofVisitors = byVisitor && !(proved && message.kind() == BookingMessageKind.REMINDER);
      ofPhone =
          ofPhone.with(
              LimitPolicy.MESSAGES_OF_BUSINESS_TO_PHONE, reserve(ofVisitors), tenant.value());
    }
    List<LimitPolicy> reached = limiter.count(table.platform(), ofPhone);
    if (reached.contains(LimitPolicy.MESSAGES_OF_BUSINESS_TO_PHONE)) {
      ofPhone =
          ofAgain(again, tenant, asking(question, ceiling.prepare(phone, Cause.ANYBODY)))
              .with(LimitPolicy.MESSAGES_TO_PHONE, limits.of(LimitPolicy.MESSAGES_TO_PHONE));
      reached = limiter.count(table.platform(), ofPhone);
    }
    if (reached.isEmpty()) {
      reached =
          countBusiness(tenant, ofBusiness(tenant, proved, free, byVisitor, message), ofPhone);
    }
    reached.stream().findFirst().ifPresent(row -> warn(row, tenant));
    return reached.isEmpty();
  }

  /** Notes what a phone was told by another way than the one that was counted. */
  void note(PhoneNumber phone, Question question) {
    limiter.note(
        table.platform(),
        Questions.noted(limiter.tallyOfPlatform(Tally.MESSAGES, phone.e164()), question));
  }

  private static Tally asking(Optional<Question> question, Tally ofPhone) {
    return question.map(one -> Questions.noted(ofPhone, one)).orElse(ofPhone);
  }

  private Tally ofAgain(boolean again, TenantId tenant, Tally ofPhone) {
    LimitPolicy row = LimitPolicy.MESSAGES_SENT_AGAIN;
    return again ? ofPhone.with(row, limits.of(row), tenant.value()) : ofPhone;
  }

  private static Cause ofReserve(boolean free) {
    return free ? Cause.FREE_BUSINESS : Cause.BUSINESS;
  }

  // Two counters, so that no visitor uses up what the business itself has for the phone.
  private Limit reserve(boolean byVisitor) {
    LimitPolicy row = LimitPolicy.MESSAGES_OF_BUSINESS_TO_PHONE;
    return byVisitor ? limits.of(row, "by-visitors") : limits.of(row);
  }

  private Tally ofBusiness(
      TenantId tenant, boolean proved, boolean free, boolean byVisitor, BookingMessage message) {
    Tally tally = limiter.tallyOfTenant(tenant, Tally.MESSAGES);
    if (byVisitor && proved && !message.comesWithTime()) {
      return tally.with(
          LimitPolicy.MESSAGES_BY_VISITORS,
          limits.of(LimitPolicy.MESSAGES_BY_VISITORS, "to-proved"));
    }
    if (byVisitor && !proved) {
      return with(
          tally,
          free ? LimitPolicy.MESSAGES_BY_VISITORS_ON_FREE : LimitPolicy.MESSAGES_BY_VISITORS);
    }
    return with(
        free ? with(tally, LimitPolicy.MESSAGES_TO_UNPROVED_ON_FREE) : tally,
        LimitPolicy.MESSAGES_OF_BUSINESS);
  }

  private Tally with(Tally tally, LimitPolicy row) {
    return tally.with(row, limits.of(row));
  }

  /**
   * Counts for the business too; when that is refused or fails, the phone's count is taken back.
   */
  private List<LimitPolicy> countBusiness(TenantId tenant, Tally ofBusiness, Tally ofPhone) {
    List<LimitPolicy> reached =
        Attempt.of(() -> limiter.count(table.of(tenant), ofBusiness), () -> takeBack(ofPhone));
    if (!reached.isEmpty()) {
      takeBack(ofPhone);
    }
    return reached;
  }

  private void takeBack(Tally ofPhone) {
    limiter.takeBack(table.platform(), ofPhone);
  }

  /**
   * Counts a notice to somebody of the team before it is sent. What strangers cause has a small
   * room of its own, so it takes nothing from what known clients and the team do.
   *
   * @param byStranger true for what a visitor did for a phone that was never proved there
   * @return false when it must wait for others; it throws when it cannot write a counter
   */
  boolean allowNotice(TenantId tenant, TeamMember member, Channel channel, boolean byStranger) {
    LimitPolicy row =
        byStranger ? LimitPolicy.NOTICES_OF_VISITORS_TO_MEMBER : LimitPolicy.NOTICES_TO_MEMBER;
    Limit limit = limits.of(row, channel.name().toLowerCase(Locale.ROOT));
    String memberId = member.contact().id().value();
    if (channel == Channel.EMAIL) {
      return limiter.count(table.of(tenant), limiter.ofTenant(tenant, limit, memberId)).isEmpty();
    }
    Cause cause = byStranger ? Cause.ANYBODY : Cause.CHANGE;
    Tally ofPhone =
        ceiling
            .prepare(member.contact().phone(), cause)
            .with(row, limit, tenant.value() + memberId);
    return limiter.count(table.platform(), ofPhone).isEmpty();
  }

  /** Counts a digest by SMS before it is sent: there are few, which its holder wants. */
  boolean allowDigest(PhoneNumber phone) {
    return ceiling.allow(phone, Cause.HOLDER);
  }

  // The alarm looks for this event in the log: see MessageLimitMetric in this module's
  // template.yaml.
  private static void warn(LimitPolicy reached, TenantId tenant) {
    try (MDC.MDCCloseable _ = MDC.putCloseable("event", "message-limit-reached")) {
      LOG.warn("A message of tenant {} was dropped by the limit {}", tenant, reached.text());
    }
  }
}
