package io.marcado.identity.accounts.limits;

import io.marcado.domain.Actor;
import io.marcado.domain.CheckReturnValue;
import io.marcado.domain.PhoneNumber;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.config.Variables;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.RateLimiter.Count;
import io.marcado.platform.limits.RateLimiter.Limit;
import io.marcado.platform.logging.Failures;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
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
  private static final Duration HOUR = Duration.ofHours(1);

  /** At one business a network gets one of so many parts of its codes. */
  private static final int BUSINESSES = 4;

  /** With proof of the phone or e-mail an address gets so many times its codes. */
  private static final int PROOF = 5;

  private final RateLimiter limiter;
  private final Table table;
  private final Configuration configuration;

  private record Configuration(int perPhone, int perAddress) {}

  public CodeLimits(RateLimiter limiter, Table table, Variables variables) {
    this.limiter = limiter;
    this.table = table;
    this.configuration =
        variables.read(
            reader ->
                new Configuration(
                    reader.number("CODES_PER_PHONE_PER_HOUR"),
                    reader.number("CODES_PER_ADDRESS_PER_HOUR")));
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
    counts.add(
        switch (to) {
          case Target.Phone(PhoneNumber number) ->
              ofBusiness(actor, asker.ofBusiness("phone"), configuration.perPhone(), number.e164());
          case Target.Email(String address) ->
              ofBusiness(
                  actor,
                  asker.ofBusiness("email"),
                  configuration.perPhone(),
                  address.toLowerCase(Locale.ROOT));
        });
    if (asker.isStranger()) {
      counts.add(network(actor, asker));
    }
    counts.add(address(actor, asker));
    return counts;
  }

  /**
   * Counts an entered code in favour of the network from which it came. A failure is logged, since
   * the person is logged in already.
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
    try {
      for (Count count : counts) {
        Outcome _ =
            table.platformAnd(actor.tenant()).write(count.credit(CodeDebt.WORTH_OF_VERIFIED));
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
                    ofBusiness(actor, "register-phone", configuration.perPhone(), phone.e164())))
        .map(IdentityRefusal.TooManyRequests::new);
  }

  private Count registrations(Actor actor) {
    return limiter.prepare(
        PartitionKey::platform,
        new Limit("register-address", configuration.perAddress(), HOUR),
        address(actor));
  }

  private Count network(Actor actor, Asker asker) {
    int most = Math.max(1, configuration.perAddress() / BUSINESSES);
    return ofBusiness(actor, asker.ofBusiness("network"), most, address(actor));
  }

  private Count address(Actor actor, Asker asker) {
    int most = configuration.perAddress();
    return limiter.prepare(
        PartitionKey::platform,
        new Limit(
            asker.ofPlatform("address"),
            asker.hasProof() ? SendingLimits.times(PROOF, most) : most,
            HOUR),
        address(actor));
  }

  private Count ofBusiness(Actor actor, String name, int most, String subject) {
    Function<String, PartitionKey> business =
        partition -> PartitionKey.of(actor.tenant(), partition);
    return limiter.prepare(business, new Limit(name, most, HOUR), subject);
  }

  private static String address(Actor actor) {
    return actor.address().orElse("");
  }
}
