package io.marcado.identity.limits;

import io.marcado.domain.TenantId;
import io.marcado.platform.config.Variables;
import io.marcado.platform.http.Problem;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.RateLimiter.Count;
import io.marcado.platform.limits.RateLimiter.Limit;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.PartitionKey;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How often a password may be tried. An account is a business's own; what an address does is
 * counted for all businesses together.
 */
@Singleton
public final class AttemptLimits {
  private static final Duration HOUR = Duration.ofHours(1);

  private final RateLimiter limiter;
  private final Configuration configuration;

  private record Configuration(Limit perAccount, Limit perAddress) {}

  public AttemptLimits(RateLimiter limiter, Variables variables) {
    this.limiter = limiter;
    this.configuration =
        variables.read(
            reader ->
                new Configuration(
                    new Limit("login-account", reader.number("LOGINS_PER_ACCOUNT_PER_HOUR"), HOUR),
                    new Limit(
                        "login-address", reader.number("LOGINS_PER_ADDRESS_PER_HOUR"), HOUR)));
  }

  /** An attempt about to be counted. */
  public final class Attempt {
    private final Count account;
    private final Count address;

    private Attempt(Count account, Count address) {
      this.account = account;
      this.address = address;
    }

    /** The counters, to be read beforehand with what else is read. */
    public List<ItemKey> counters() {
      return List.of(account.write().key(), address.write().key());
    }

    /**
     * Refuses at once what could not be counted any more, before anything dear is done.
     *
     * @param items the counters as they were read, those that are there
     * @throws Problem 429 when a limit is reached
     */
    public void requireRoom(Map<ItemKey, Item> items, Instant now) {
      requireRoom(account, configuration.perAccount(), items, now);
      requireRoom(address, configuration.perAddress(), items, now);
    }

    private void requireRoom(Count count, Limit limit, Map<ItemKey, Item> items, Instant now) {
      Optional.ofNullable(items.get(count.write().key()))
          .filter(counter -> count.isReached(counter, limit))
          .ifPresent(
              _ -> {
                throw count.refusal(now);
              });
    }

    /** Counts it, in a transaction. */
    public void count(LimitedWrites writes) {
      writes.count(account).count(address);
    }
  }

  /**
   * Prepares to count an attempt, whether or not there is such an account.
   *
   * @param account what tells the account: the phone or e-mail that was given, or a user id
   */
  public Attempt attempt(TenantId tenant, String account, String address) {
    return new Attempt(
        limiter.prepare(
            partition -> PartitionKey.of(tenant, partition), configuration.perAccount(), account),
        limiter.prepare(PartitionKey::platform, configuration.perAddress(), address));
  }
}
