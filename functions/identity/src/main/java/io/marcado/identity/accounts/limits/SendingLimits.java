package io.marcado.identity.accounts.limits;

import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.config.Variables;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.RateLimiter.Count;
import io.marcado.platform.limits.RateLimiter.Limit;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.tenant.PlanReader;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Limits how many codes go out, which cost money and disturb people: to one phone, number prefix or
 * e-mail from all businesses together, and for one business by its plan. They count where a code is
 * sent, after the answer of the request. So only codes that really go out count, no answer tells
 * which phones a business knows, and requests never wait for each other's counts.
 *
 * <p>The last part of what one phone, prefix or e-mail may get is for people with proof of it. Each
 * {@link Asker} has its own counters of a business. Codes that anybody may ask for have an hourly
 * share of the plan, so that an hour's flood does not use up a business's day.
 */
@Singleton
public final class SendingLimits {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  /** From all businesses together a phone may get so many times what one business may send. */
  private static final int MOST = 4;

  /** The same without proof; the rest is a reserve. */
  private static final int WITHOUT_PROOF = 3;

  /** Numbers that were bought together differ only in so many digits at their end. */
  private static final int DIGITS_OF_SUBSCRIBER = 4;

  /** The least hourly share: a small plan's own would stop honest clients. */
  private static final int LEAST_OF_HOUR = 20;

  private final RateLimiter limiter;
  private final PlanReader plans;
  private final CodeDebt debt;
  private final Configuration configuration;

  private record Configuration(
      int perPhone, int perPrefix, Map<String, Integer> perTenant, int unverified) {

    int perTenant(String plan) {
      Integer most = perTenant.get(plan);
      return most == null ? Collections.min(perTenant.values()) : most;
    }
  }

  public SendingLimits(RateLimiter limiter, PlanReader plans, CodeDebt debt, Variables variables) {
    this.limiter = limiter;
    this.plans = plans;
    this.debt = debt;
    this.configuration =
        variables.read(
            reader ->
                new Configuration(
                    reader.number("CODES_PER_PHONE_PER_HOUR"),
                    reader.number("CODES_PER_PREFIX_PER_HOUR"),
                    reader.numbers("CODES_PER_TENANT_PER_DAY"),
                    reader.number("CODES_UNVERIFIED_MOST")));
  }

  /**
   * The counts of a code that is about to be sent. The last one is the breaker's, for a phone.
   *
   * @param asker who asked for it
   */
  public List<Count> counts(TenantId tenant, Target to, Asker asker) {
    return switch (to) {
      case Target.Phone(PhoneNumber number) -> {
        String text = number.e164();
        String prefix = text.substring(0, text.length() - DIGITS_OF_SUBSCRIBER);
        yield List.of(
            everywhere("code-phone", configuration.perPhone(), text, asker),
            everywhere("code-prefix", configuration.perPrefix(), prefix, asker),
            business(tenant, asker),
            debt.increase(tenant, number.country(), asker, configuration.unverified()));
      }
      case Target.Email(String address) ->
          List.of(
              everywhere(
                  "code-email", configuration.perPhone(), address.toLowerCase(Locale.ROOT), asker),
              business(tenant, asker));
    };
  }

  private Count everywhere(String name, int most, String subject, Asker asker) {
    int times = asker.hasProof() ? MOST : WITHOUT_PROOF;
    return limiter.prepare(
        PartitionKey::platform, new Limit(name, times(times, most), HOUR), subject);
  }

  private Count business(TenantId tenant, Asker asker) {
    int most = configuration.perTenant(plans.get(tenant));
    Limit limit =
        asker.isOpen()
            ? new Limit(asker.ofBusiness("tenant"), shareOfHour(most), HOUR)
            : new Limit(asker.ofBusiness("tenant"), most, DAY);
    return limiter.prepare(partition -> PartitionKey.of(tenant, partition), limit, tenant.value());
  }

  /** The codes an hour that anybody may ask for, by the business's codes a day. */
  static int shareOfHour(int mostOfDay) {
    return Math.min(mostOfDay, Math.max(LEAST_OF_HOUR, mostOfDay / 10));
  }

  /** So many times a limit; a limit as high as can be stays. */
  static int times(int times, int most) {
    return (int) Math.min(Integer.MAX_VALUE, (long) times * most);
  }
}
