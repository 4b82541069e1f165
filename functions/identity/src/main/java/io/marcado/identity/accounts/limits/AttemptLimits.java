package io.marcado.identity.accounts.limits;

import io.marcado.domain.TenantId;
import io.marcado.platform.config.Variables;
import io.marcado.platform.http.Problem;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.RateLimiter.Count;
import io.marcado.platform.limits.RateLimiter.Limit;
import io.marcado.platform.limits.SourceNetwork;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Write;
import io.marcado.platform.table.Write.Expression;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How often a password may be tried. An account is a business's own, and counted twice: strictly
 * from each network, so that a stranger's guesses do not keep its owner out, and loosely from
 * everywhere, against many networks that guess together; that does not stop who comes from a
 * network that the person logged in from before. What an address does is counted for all businesses
 * together.
 */
@Singleton
public final class AttemptLimits {
  private static final Duration HOUR = Duration.ofHours(1);

  /** Of an account's counter: that its limit was reached is on the audit trail. */
  private static final String NOTED = "noted";

  private final RateLimiter limiter;
  private final Configuration configuration;

  /** How much more often an account may be tried from everywhere than from one network. */
  private static final int NETWORKS = 5;

  private record Configuration(Limit perAccountAndNetwork, Limit perAccount, Limit perAddress) {
    static Configuration of(int perAccount, int perAddress) {
      return new Configuration(
          new Limit("login-account-network", perAccount, HOUR),
          new Limit("login-account", Math.multiplyExact(NETWORKS, perAccount), HOUR),
          new Limit("login-address", perAddress, HOUR));
    }
  }

  public AttemptLimits(RateLimiter limiter, Variables variables) {
    this.limiter = limiter;
    this.configuration =
        variables.read(
            reader ->
                Configuration.of(
                    reader.number("LOGINS_PER_ACCOUNT_PER_HOUR"),
                    reader.number("LOGINS_PER_ADDRESS_PER_HOUR")));
  }

  /** An attempt about to be counted. */
  public final class Attempt {
    private final TenantId tenant;
    private final String name;
    private final Count accountAndNetwork;
    private final Limit perAccount;
    private final Count account;
    private final Count address;

    private Attempt(
        TenantId tenant, String name, Count accountAndNetwork, Limit perAccount, Count address) {
      this.tenant = tenant;
      this.name = name;
      this.accountAndNetwork = accountAndNetwork;
      this.perAccount = perAccount;
      this.account = limiter.prepare(business(tenant), perAccount, name);
      this.address = address;
    }

    /**
     * The same from a network that the person logged in from not long ago: counted as all are, but
     * not stopped by what others do from elsewhere.
     */
    public Attempt fromKnownNetwork() {
      return new Attempt(
          tenant,
          name,
          accountAndNetwork,
          new Limit(perAccount.name(), Integer.MAX_VALUE, perAccount.window()),
          address);
    }

    /** The counters, to be read beforehand with what else is read. */
    public List<ItemKey> counters() {
      return List.of(accountAndNetwork.write().key(), account.write().key(), address.write().key());
    }

    /**
     * Refuses at once what could not be counted any more, before anything dear is done.
     *
     * @param items the counters as they were read, those that are there
     * @throws Problem 429 when a limit is reached
     */
    public void requireRoom(Map<ItemKey, Item> items, Instant now) {
      requireRoom(accountAndNetwork, configuration.perAccountAndNetwork(), items, now);
      requireRoom(account, perAccount, items, now);
      requireRoom(address, configuration.perAddress(), items, now);
    }

    private void requireRoom(Count count, Limit limit, Map<ItemKey, Item> items, Instant now) {
      if (isReached(count, limit, items)) {
        throw Problem.tooManyRequests(count.retryAfter(now));
      }
    }

    private static boolean isReached(Count count, Limit limit, Map<ItemKey, Item> items) {
      return Optional.ofNullable(items.get(count.write().key()))
          .filter(counter -> count.isReached(counter, limit))
          .isPresent();
    }

    /**
     * The write that notes that the account is at its limit, from one network or from everywhere;
     * refused when that was noted in this hour.
     *
     * @param items the counters as they were read
     * @return empty while there is room, and when it was noted before they were read
     */
    public Optional<Write> note(Map<ItemKey, Item> items) {
      Optional<Item> counter = Optional.ofNullable(items.get(account.write().key()));
      boolean reached =
          isReached(accountAndNetwork, configuration.perAccountAndNetwork(), items)
              || isReached(account, perAccount, items);
      return reached && counter.filter(item -> item.has(NOTED)).isEmpty()
          ? Optional.of(note())
          : Optional.empty();
    }

    /** The same, where it is known that the account is at its limit. */
    public Write note() {
      return Write.update(
          account.write().key(),
          Expression.of("SET noted = :noted", Map.of(":noted", AttributeValue.fromBool(true))),
          Expression.of("attribute_exists(n) AND attribute_not_exists(noted)"));
    }

    /** Counts it, in a transaction. */
    public void count(LimitedTransaction writes) {
      writes.count(accountAndNetwork).count(account).count(address);
    }
  }

  /**
   * Prepares to count an attempt, whether or not there is such an account.
   *
   * @param account what tells the account: the phone or e-mail that was given, or a user id
   */
  public Attempt attempt(TenantId tenant, String account, String address) {
    return new Attempt(
        tenant,
        account,
        limiter.prepare(
            business(tenant),
            configuration.perAccountAndNetwork(),
            account + " from " + SourceNetwork.of(address)),
        configuration.perAccount(),
        limiter.prepare(PartitionKey::platform, configuration.perAddress(), address));
  }

  private static Function<String, PartitionKey> business(TenantId tenant) {
    return partition -> PartitionKey.of(tenant, partition);
  }
}
