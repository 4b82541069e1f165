package io.marcado.identity.accounts.limits;

import io.marcado.domain.Actor;
import io.marcado.domain.CheckReturnValue;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityRefusal;
import io.marcado.platform.limits.LimitPolicy;
import io.marcado.platform.limits.Limits;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.RateLimiter.Count;
import io.marcado.platform.limits.RateLimiter.Limit;
import io.marcado.platform.limits.SourceNetwork;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Limits how often somebody may try a password. Each business counts the attempts on its own
 * accounts, twice: a strict limit for each site keeps a stranger's guesses from locking the owner
 * out, and a loose limit for all networks stops many that guess together. The loose one does not
 * stop a network from which the person logged in before, and that has a strict limit of its own,
 * apart from its site. A third limit counts the attempts of an address at all businesses.
 *
 * <p>An account has two names, a phone and an e-mail, and each has limits of its own. Names without
 * an account have the same ones, so nobody learns which names belong together.
 */
@Singleton
public final class AttemptLimits {
  /** Marks an account's counter once the audit trail says that its limit was reached. */
  private static final String NOTED = "noted";

  private final RateLimiter limiter;
  private final Limits limits;

  public AttemptLimits(RateLimiter limiter, Limits limits) {
    this.limiter = limiter;
    this.limits = limits;
  }

  /** An attempt about to be counted. */
  public final class Attempt {
    private final TenantId tenant;
    private final String name;
    private final String from;
    private final Count accountAndNetwork;
    private final Count account;
    private final Count address;

    private Attempt(TenantId tenant, String name, String from, boolean known) {
      Limit ofAccount = limits.of(LimitPolicy.LOGINS_UNDER_NAME_FROM_ALL);
      Limit ofAddress = limits.of(LimitPolicy.LOGINS_OF_ADDRESS);
      this.tenant = tenant;
      this.name = name;
      this.from = from;
      this.accountAndNetwork =
          limiter.ofTenant(
              tenant,
              limits.of(LimitPolicy.LOGINS_UNDER_NAME),
              name + " from " + (known ? SourceNetwork.of(from) : SourceNetwork.site(from)));
      this.account =
          limiter.ofTenant(tenant, known ? ofAccount.withMost(Integer.MAX_VALUE) : ofAccount, name);
      this.address =
          limiter.ofPlatform(
              known
                  ? ofAddress.withMost(limits.most(LimitPolicy.LOGINS_OF_OWN_ADDRESS))
                  : ofAddress,
              from);
    }

    /**
     * The same attempt from a network from which the person logged in not long ago. It counts, but
     * attempts from other networks do not stop it, and neighbours in its network stop it later.
     */
    public Attempt fromKnownNetwork() {
      return new Attempt(tenant, name, from, true);
    }

    /** The counters, to be read beforehand with what else is read. */
    public List<ItemKey> counters() {
      return List.of(
          accountAndNetwork.write().key(),
          fromKnownNetwork().accountAndNetwork.write().key(),
          account.write().key(),
          address.write().key());
    }

    /**
     * The refusal of an attempt that could not be counted any more, to be found before the
     * expensive comparison.
     *
     * @param items the counters that were read; a counter at zero is missing
     * @return empty while there is room
     */
    @CheckReturnValue
    public Optional<IdentityRefusal> refusal(Map<ItemKey, Item> items, Instant now) {
      return refusal(accountAndNetwork, items, now)
          .or(() -> refusal(account, items, now))
          .or(() -> refusal(address, items, now));
    }

    private static Optional<IdentityRefusal> refusal(
        Count count, Map<ItemKey, Item> items, Instant now) {
      return count.isReached(items)
          ? Optional.of(new IdentityRefusal.TooManyRequests(count.retryAfter(now)))
          : Optional.empty();
    }

    /**
     * The write that marks an account at one of its limits. It is refused when the mark is there
     * already.
     *
     * @param items the counters that were read
     * @return empty while there is room, and when the mark was there
     */
    public Optional<Write> note(Map<ItemKey, Item> items) {
      Optional<Item> counter = Optional.ofNullable(items.get(account.write().key()));
      boolean reached = accountAndNetwork.isReached(items) || account.isReached(items);
      return reached && counter.filter(item -> item.has(NOTED)).isEmpty()
          ? Optional.of(note())
          : Optional.empty();
    }

    /** The same for an account that is known to be at its limit. */
    public Write note() {
      return Write.update(
          account.write().key(),
          new Update().set(NOTED, true),
          Condition.present("n").and(Condition.absent(NOTED)));
    }

    /** Counts it, in a transaction. */
    public void count(LimitedTransaction writes) {
      writes.count(accountAndNetwork).count(account).count(address);
    }
  }

  /**
   * Prepares to count an attempt, whether or not there is such an account.
   *
   * @param account the phone or e-mail that the actor gave, or the id of the person
   */
  public Attempt attempt(Actor actor, String account) {
    return new Attempt(actor.tenant(), account, actor.address().orElse(""), false);
  }
}
