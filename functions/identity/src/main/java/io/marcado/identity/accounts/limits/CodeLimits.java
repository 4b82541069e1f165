package io.marcado.identity.accounts.limits;

import io.marcado.domain.Actor;
import io.marcado.domain.CheckReturnValue;
import io.marcado.domain.PhoneNumber;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.RateLimiter.Count;
import io.marcado.platform.limits.RateLimiter.Limit;
import io.marcado.platform.limits.SourceNetwork;
import io.marcado.platform.logging.Failures;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits how often somebody may ask for a code: how often for one phone or e-mail at one business,
 * and how often from one network. These limits decide about the answer, so they count a phone that
 * the business does not know like one that it knows. {@link SendingLimits} decide which codes go
 * out.
 *
 * <p>A network's limit is about codes that were asked for and not entered: each entered one makes
 * up for four. So a waiting room or a carrier's NAT never reaches it, and a stranger soon does.
 */
@Singleton
public final class CodeLimits {
  private static final Logger LOG = LoggerFactory.getLogger(CodeLimits.class);
  private final RateLimiter limiter;
  private final Limits limits;
  private final Table table;

  public CodeLimits(RateLimiter limiter, Limits limits, Table table) {
    this.limiter = limiter;
    this.limits = limits;
    this.table = table;
  }

  /** Counts a request for a code, in the transaction that asks for it. */
  public void count(LimitedTransaction writes, Target to, Asker asker) {
    counts(writes.actor(), to, asker).forEach(writes::count);
  }

  /** The counters, to be read beforehand with what else is read. */
  public List<ItemKey> counters(Actor actor, Target to, Asker asker) {
    return counts(actor, to, asker).stream().map(count -> count.write().key()).toList();
  }

  private List<Count> counts(Actor actor, Target to, Asker asker) {
    List<Count> counts = new ArrayList<>();
    String contact =
        switch (to) {
          case Target.Phone(PhoneNumber number) -> number.e164();
          case Target.Email(String address) -> address.toLowerCase(Locale.ROOT);
        };
    counts.add(
        ofBusiness(actor, limits.of(LimitPolicy.CODE_REQUESTS_FOR_CONTACT, asker.text()), contact));
    if (asker.isStranger()) {
      counts.add(network(actor, asker));
    }
    counts.add(address(actor, asker));
    return counts;
  }

  /**
   * Counts an entered code in favour of the network from which it came, and takes it off the
   * business's codes of the hour. A failure is logged, since the person is logged in already.
   */
  public void entered(Actor actor, Asker asker) {
    List<Count> counts = new ArrayList<>();
    if (asker.isStranger()) {
      counts.add(network(actor, asker));
      counts.add(address(actor, asker));
    }
    if (asker == Asker.NEWCOMER) {
      counts.add(registrations(actor));
    }
    List<Write> credits = new ArrayList<>();
    counts.forEach(count -> credits.add(count.credit(CodeDebt.WORTH_OF_VERIFIED)));
    if (SendingLimits.hasShareOfHour(asker)) {
      // It gives back what it took and no more, so that codes that nobody enters have an end.
      credits.add(limiter.ofTenant(actor.tenant(), SendingLimits.limitOfHour(asker, 1)).credit(1));
    }
    try {
      for (Write credit : credits) {
        Outcome _ = table.platformAnd(actor.tenant()).write(credit);
      }
    } catch (RuntimeException e) {
      LOG.warn("An entered code could not be counted: {}", Failures.summary(e));
    }
  }

  /**
   * Counts a registration, with the limits of codes: it tells whether a phone has an account, and
   * leads to a code. Each count is a write of its own, so that a flood delays nobody else's.
   *
   * @return the refusal beyond the limits; empty when it was counted
   */
  @CheckReturnValue
  public Optional<IdentityRefusal> countRegistration(Actor actor, PhoneNumber phone) {
    return limiter
        .count(table.platform(), registrations(actor))
        .or(
            () ->
                limiter.count(
                    table.of(actor.tenant()),
                    ofBusiness(actor, limits.of(LimitPolicy.REGISTRATIONS_OF_PHONE), phone.e164())))
        .map(IdentityRefusal.TooManyRequests::new);
  }

  private Count registrations(Actor actor) {
    return ofPlatform(limits.of(LimitPolicy.REGISTRATIONS_OF_ADDRESS), address(actor));
  }

  private Count network(Actor actor, Asker asker) {
    Limit limit = limits.of(LimitPolicy.CODE_REQUESTS_OF_NETWORK, asker.text());
    // Codes to book go to unknown phones too, so each takes one of the business's hour. Four
    // customers may use that up, so a customer's networks count together.
    return ofBusiness(
        actor, limit, asker == Asker.VISITOR ? SourceNetwork.site(address(actor)) : address(actor));
  }

  private Count address(Actor actor, Asker asker) {
    // A customer has up to 65,536 networks, so who gives no proof counts by the site.
    return asker.hasProof()
        ? ofPlatform(limits.of(LimitPolicy.CODE_REQUESTS_WITH_PROOF, asker.text()), address(actor))
        : ofPlatform(
            limits.of(LimitPolicy.CODE_REQUESTS_OF_SITE, asker.text()),
            SourceNetwork.site(address(actor)));
  }

  private Count ofPlatform(Limit limit, String subject) {
    return limiter.ofPlatform(limit, subject);
  }

  private Count ofBusiness(Actor actor, Limit limit, String subject) {
    return limiter.ofTenant(actor.tenant(), limit, subject);
  }

  private static String address(Actor actor) {
    return actor.address().orElse("");
  }
}
