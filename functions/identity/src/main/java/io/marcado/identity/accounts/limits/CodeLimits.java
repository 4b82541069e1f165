package io.marcado.identity.accounts.limits;

import io.marcado.domain.Actor;
import io.marcado.domain.CheckReturnValue;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityRefusal;
import io.marcado.platform.config.Variables;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.RateLimiter.Limit;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Table;
import io.marcado.platform.tenant.PlanReader;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Limits how many codes go out. Codes cost the platform's money, so phones, number prefixes,
 * e-mails and addresses have one limit for all businesses together. A business's plan sets its own
 * total. Each {@link Asker} has its own counters. Codes that anybody may ask for have an hourly
 * share of the plan, so that an hour's flood does not use up a business's day. One network gets a
 * quarter of that share, so it takes four networks to stop a business for an hour.
 */
@Singleton
public final class CodeLimits {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  /** Numbers that were bought together differ only in so many digits at their end. */
  private static final int DIGITS_OF_SUBSCRIBER = 4;

  /** The least hourly share: a small plan's own would stop honest clients. */
  private static final int LEAST_OF_HOUR = 20;

  /** One network gets one of so many parts of that share, */
  private static final int NETWORKS_OF_HOUR = 4;

  /** but at least this: a few people share a household or a waiting room. */
  private static final int LEAST_OF_NETWORK = 5;

  private static final Logger LOG = LoggerFactory.getLogger(CodeLimits.class);

  private final RateLimiter limiter;
  private final PlanReader plans;
  private final CodeDebt debt;
  private final Table table;
  private final Configuration configuration;

  private record Configuration(
      int perPhone, int perPrefix, int perAddress, Map<String, Integer> perTenant, int unverified) {

    int perTenant(String plan) {
      Integer most = perTenant.get(plan);
      return most == null ? Collections.min(perTenant.values()) : most;
    }
  }

  public CodeLimits(
      RateLimiter limiter, PlanReader plans, CodeDebt debt, Table table, Variables variables) {
    this.limiter = limiter;
    this.plans = plans;
    this.debt = debt;
    this.table = table;
    this.configuration =
        variables.read(
            reader ->
                new Configuration(
                    reader.number("CODES_PER_PHONE_PER_HOUR"),
                    reader.number("CODES_PER_PREFIX_PER_HOUR"),
                    reader.number("CODES_PER_ADDRESS_PER_HOUR"),
                    reader.numbers("CODES_PER_TENANT_PER_DAY"),
                    reader.number("CODES_UNVERIFIED_MOST")));
  }

  /**
   * Counts a code to a phone, in the transaction that asks for it.
   *
   * @param plan the business's plan, where it was read already
   */
  public void count(
      LimitedTransaction writes, PhoneNumber phone, Asker asker, Optional<String> plan) {
    String number = phone.e164();
    platform(writes, asker, "phone", configuration.perPhone(), number);
    platform(
        writes,
        asker,
        "prefix",
        configuration.perPrefix(),
        number.substring(0, number.length() - DIGITS_OF_SUBSCRIBER));
    countAddressAndTenant(writes, asker, plan);
    writes.count(
        debt.increase(writes.actor().tenant(), phone.country(), asker, configuration.unverified()),
        () -> tripped(phone.country()));
  }

  /**
   * Counts a code to an e-mail, in the transaction that asks for it.
   *
   * @param plan the business's plan, where it was read already
   */
  public void count(LimitedTransaction writes, String email, Asker asker, Optional<String> plan) {
    platform(writes, asker, "email", configuration.perPhone(), email.toLowerCase(Locale.ROOT));
    countAddressAndTenant(writes, asker, plan);
  }

  /**
   * Counts a registration, with the limits of codes: it tells whether a phone has an account, and
   * leads to a code.
   *
   * @return the refusal beyond the limits; empty when it was counted
   */
  @CheckReturnValue
  public Optional<IdentityRefusal> countRegistration(Actor actor, PhoneNumber phone, Instant now) {
    LimitedTransaction writes = new LimitedTransaction(actor, now);
    writes
        .count(
            limiter.prepare(
                PartitionKey::platform,
                new Limit("register-phone", configuration.perPhone(), HOUR),
                phone.e164()))
        .count(
            limiter.prepare(
                PartitionKey::platform,
                new Limit("register-address", configuration.perAddress(), HOUR),
                address(actor)));
    return writes.commitOnce(table.platformAnd(actor.tenant()));
  }

  // An alarm counts these lines by their event.
  private static void tripped(String country) {
    try (MDC.MDCCloseable _ = MDC.putCloseable("event", "code-breaker-tripped")) {
      LOG.warn("Too many codes to {} were asked for and not entered", country);
    }
  }

  private void countAddressAndTenant(
      LimitedTransaction writes, Asker asker, Optional<String> plan) {
    TenantId tenant = writes.actor().tenant();
    String address = address(writes.actor());
    platform(writes, asker, "address", configuration.perAddress(), address);
    int most = configuration.perTenant(plan.orElseGet(() -> plans.get(tenant)));
    Function<String, PartitionKey> business = partition -> PartitionKey.of(tenant, partition);
    String perTenant = asker.ofBusiness("tenant");
    if (!asker.isOpen()) {
      writes.count(limiter.prepare(business, new Limit(perTenant, most, DAY), tenant.value()));
      return;
    }
    int share = shareOfHour(most);
    writes
        .count(limiter.prepare(business, new Limit(perTenant, share, HOUR), tenant.value()))
        .count(
            limiter.prepare(
                business,
                new Limit(asker.ofBusiness("network"), shareOfNetwork(share), HOUR),
                address));
  }

  private void platform(
      LimitedTransaction writes, Asker asker, String what, int most, String subject) {
    writes.count(
        limiter.prepare(
            PartitionKey::platform, new Limit(asker.ofPlatform(what), most, HOUR), subject));
  }

  private static String address(Actor actor) {
    return actor.address().orElse("");
  }

  /** The codes an hour that anybody may ask for, by the business's codes a day. */
  static int shareOfHour(int mostOfDay) {
    return Math.min(mostOfDay, Math.max(LEAST_OF_HOUR, mostOfDay / 10));
  }

  /** The part of that share that one network gets. */
  static int shareOfNetwork(int shareOfHour) {
    return Math.min(shareOfHour, Math.max(LEAST_OF_NETWORK, shareOfHour / NETWORKS_OF_HOUR));
  }
}
