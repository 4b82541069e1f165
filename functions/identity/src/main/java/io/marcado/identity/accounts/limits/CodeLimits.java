package io.marcado.identity.accounts.limits;

import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityProblems;
import io.marcado.platform.config.Variables;
import io.marcado.platform.http.Problem;
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
 * How many codes are sent. Phones, number prefixes, e-mails and addresses are counted for all
 * businesses together: codes cost the platform's money, and nobody is to get as many again at each
 * business. A business's total goes by its plan. Each {@link Asker} counts apart. What anybody may
 * ask for has a share of the plan each hour, so that a flood of an hour does not take a business's
 * day, and one network a quarter of that share, so that it takes four to stop a business for an
 * hour.
 */
@Singleton
public final class CodeLimits {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  /** A prefix is the whole number but for so many digits: what numbers bought together share. */
  private static final int DIGITS_OF_SUBSCRIBER = 4;

  /** A small plan's share of an hour would stop honest clients, so it is no less than this. */
  private static final int LEAST_OF_HOUR = 20;

  /** What one network gets of that share: one of so many parts, */
  private static final int NETWORKS_OF_HOUR = 4;

  /** but no less than a phone may get: a few people of one household, or of one waiting room. */
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

  /** Counts a code to a phone, in the transaction that asks for it. */
  public void count(
      LimitedTransaction writes, TenantId tenant, PhoneNumber phone, String address, Asker asker) {
    count(writes, tenant, phone, address, asker, Optional.empty());
  }

  /**
   * The same.
   *
   * @param plan the business's, where it was read already
   */
  public void count(
      LimitedTransaction writes,
      TenantId tenant,
      PhoneNumber phone,
      String address,
      Asker asker,
      Optional<String> plan) {
    String number = phone.e164();
    platform(writes, asker, "phone", configuration.perPhone(), number);
    platform(
        writes,
        asker,
        "prefix",
        configuration.perPrefix(),
        number.substring(0, number.length() - DIGITS_OF_SUBSCRIBER));
    countAddressAndTenant(writes, tenant, address, asker, plan);
    writes.count(
        debt.increase(tenant, phone.country(), asker, configuration.unverified()),
        () -> tripped(phone.country()));
  }

  /**
   * Counts a code to an e-mail, in the transaction that asks for it.
   *
   * @param plan the business's, where it was read already
   */
  public void count(
      LimitedTransaction writes,
      TenantId tenant,
      String email,
      String address,
      Asker asker,
      Optional<String> plan) {
    platform(writes, asker, "email", configuration.perPhone(), email.toLowerCase(Locale.ROOT));
    countAddressAndTenant(writes, tenant, address, asker, plan);
  }

  /**
   * Counts a registration, as often as codes may be asked for: it tells whether a phone has an
   * account, and leads to a code.
   *
   * @throws Problem 429 beyond the limits
   */
  public void countRegistration(TenantId tenant, PhoneNumber phone, String address, Instant now) {
    LimitedTransaction writes = new LimitedTransaction(now);
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
                address));
    IdentityProblems.requireNone(writes.commitOnce(table.platformAnd(tenant)));
  }

  // An alarm counts these lines by their event.
  private static void tripped(String country) {
    try (MDC.MDCCloseable _ = MDC.putCloseable("event", "code-breaker-tripped")) {
      LOG.warn("Too many codes to {} were asked for and not entered", country);
    }
  }

  private void countAddressAndTenant(
      LimitedTransaction writes,
      TenantId tenant,
      String address,
      Asker asker,
      Optional<String> plan) {
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

  /** What those who show nothing get in an hour, of what a business gets in a day. */
  static int shareOfHour(int mostOfDay) {
    return Math.min(mostOfDay, Math.max(LEAST_OF_HOUR, mostOfDay / 10));
  }

  /** What one network gets of such an hour. */
  static int shareOfNetwork(int shareOfHour) {
    return Math.min(shareOfHour, Math.max(LEAST_OF_NETWORK, shareOfHour / NETWORKS_OF_HOUR));
  }
}
