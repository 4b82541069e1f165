package io.marcado.identity.accounts.limits;

import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.config.Variables;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.RateLimiter.Count;
import io.marcado.platform.limits.RateLimiter.Limit;
import io.marcado.platform.tenant.PlanReader;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Limits how many codes go out, which cost money and disturb people: to one phone, number prefix or
 * e-mail from all businesses together, and for one business by its plan. They count where a code is
 * sent, after the answer of the request. So only codes that really go out count, no answer tells
 * which phones a business knows, and requests never wait for each other's counts.
 *
 * <p>The last part of what one phone, prefix or e-mail may get is for people with proof of it. Each
 * {@link Asker} has its own counters of a business. Codes that anybody may ask for have an hourly
 * share of the plan, so that an hour's flood does not use up a business's day; one that somebody
 * enters is no flood, and counts no more.
 */
@Singleton
public final class SendingLimits {
  /** Numbers that were bought together differ only in so many digits at their end. */
  private static final int DIGITS_OF_SUBSCRIBER = 4;

  /** The least hourly share: a small plan's own would stop honest clients. */
  private static final int LEAST_OF_HOUR = 20;

  private final RateLimiter limiter;
  private final Limits limits;
  private final PlanReader plans;
  private final CodeDebt debt;
  private final Map<String, Integer> perDay;

  public SendingLimits(
      RateLimiter limiter, Limits limits, PlanReader plans, CodeDebt debt, Variables variables) {
    this.limiter = limiter;
    this.limits = limits;
    this.plans = plans;
    this.debt = debt;
    this.perDay = variables.read(reader -> reader.numbers("CODES_PER_TENANT_PER_DAY"));
  }

  /**
   * The counts of a code.
   *
   * @param breaker the one against codes that nobody enters; empty where it does not apply
   */
  public record Counts(List<Count> limits, Optional<Count> breaker) {
    /** No counts, of what was counted already. */
    public static final Counts NONE = new Counts(List.of(), Optional.empty());

    public Counts {
      limits = List.copyOf(limits);
    }

    /** All of them, the breaker's last. */
    public List<Count> all() {
      return Stream.concat(limits.stream(), breaker.stream()).toList();
    }
  }

  /**
   * The counts of a code that is about to be sent.
   *
   * @param asker who asked for it
   */
  public Counts counts(TenantId tenant, Target to, Asker asker) {
    return switch (to) {
      case Target.Phone(PhoneNumber number) -> {
        String text = number.e164();
        String prefix = text.substring(0, text.length() - DIGITS_OF_SUBSCRIBER);
        LimitPolicy ofPrefix =
            asker.hasProof() ? LimitPolicy.CODES_TO_PREFIX_WITH_PROOF : LimitPolicy.CODES_TO_PREFIX;
        List<Count> counts = new ArrayList<>();
        counts.add(toContact(text, asker));
        counts.add(everywhere(LimitPolicy.CODES_TO_PREFIX, ofPrefix, prefix));
        // Those who sign up have no business yet, so no plan.
        if (asker != Asker.FOUNDER) {
          counts.add(business(tenant, asker));
        }
        yield new Counts(counts, Optional.of(debt.increase(tenant, number.country(), asker)));
      }
      case Target.Email(String address) ->
          new Counts(
              List.of(toContact(address.toLowerCase(Locale.ROOT), asker), business(tenant, asker)),
              Optional.empty());
    };
  }

  private Count toContact(String contact, Asker asker) {
    return everywhere(
        LimitPolicy.CODES_TO_CONTACT,
        asker.hasProof() ? LimitPolicy.CODES_TO_CONTACT_WITH_PROOF : LimitPolicy.CODES_TO_CONTACT,
        contact);
  }

  /** With and without proof it is the same counter. The difference of the limits is a reserve. */
  private Count everywhere(LimitPolicy counter, LimitPolicy row, String subject) {
    return limiter.ofPlatform(new Limit(counter.text(), limits.most(row), row.window()), subject);
  }

  private Count business(TenantId tenant, Asker asker) {
    Integer ofPlan = perDay.get(plans.get(tenant));
    int most = ofPlan == null ? Collections.min(perDay.values()) : ofPlan;
    return limiter.ofTenant(
        tenant,
        hasShareOfHour(asker)
            ? limitOfHour(asker, shareOfHour(most))
            : limit(LimitPolicy.CODES_OF_BUSINESS, asker, most));
  }

  /** True for codes of a business that anybody may ask for. */
  static boolean hasShareOfHour(Asker asker) {
    return asker.isOpen() && asker != Asker.FOUNDER;
  }

  /** The limit of those codes. */
  static Limit limitOfHour(Asker asker, int most) {
    return limit(LimitPolicy.CODES_ASKED_OPENLY, asker, most);
  }

  private static Limit limit(LimitPolicy row, Asker asker, int most) {
    return new Limit(row.text() + "-" + asker.text(), most, row.window());
  }

  /** The codes an hour that anybody may ask for, by the business's codes a day. */
  static int shareOfHour(int mostOfDay) {
    return Math.min(mostOfDay, Math.max(LEAST_OF_HOUR, mostOfDay / 10));
  }
}
