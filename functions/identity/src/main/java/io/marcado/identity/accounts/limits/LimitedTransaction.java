package io.marcado.identity.accounts.limits;

import io.marcado.domain.Actor;
import io.marcado.domain.CheckReturnValue;
import io.marcado.identity.IdentityRefusal;
import io.marcado.platform.limits.RateLimiter.Count;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.TableView;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.table.Write;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A transaction that counts against limits: it counts and writes all, or nothing. A reached limit
 * takes precedence over all other refusals. The time to wait is until the last of the reached
 * limits has room again.
 */
public final class LimitedTransaction extends Transaction<IdentityRefusal> {
  private final Actor actor;
  private final Instant now;
  private final Map<Integer, Count> counts = new LinkedHashMap<>();
  private final Set<ItemKey> counted = new HashSet<>();

  /** A transaction of one actor, now. */
  public LimitedTransaction(Actor actor, Instant now) {
    this.actor = actor;
    this.now = now;
  }

  /** The actor against whose address and business it counts. */
  public Actor actor() {
    return actor;
  }

  /** The instant at which it counts. */
  public Instant now() {
    return now;
  }

  /** Adds a count. It ignores a count that this transaction already has. */
  public LimitedTransaction count(Count count) {
    if (counted.add(count.write().key())) {
      counts.put(next(), count);
      add(count.write());
    }
    return this;
  }

  /**
   * The refusal that the counters already foretell. A flood beyond its limits then writes nothing,
   * so it delays nobody who shares a counter with it.
   *
   * @param read counters among items that were read; a counter at zero is missing
   */
  @CheckReturnValue
  public Optional<IdentityRefusal> foretold(Map<ItemKey, Item> read) {
    return refusal(counts.values().stream().filter(count -> count.isReached(read)));
  }

  /**
   * Adds writes, but none of a counter that this transaction counts already, since a transaction
   * writes an item once: a verified code gets no credit then.
   */
  public LimitedTransaction addUncounted(
      Collection<? extends Write> more, IdentityRefusal refusal) {
    more.stream()
        .filter(write -> !counted.contains(write.key()))
        .forEach(write -> add(write, refusal));
    return this;
  }

  @Override
  protected Optional<IdentityRefusal> meaning(Outcome.Refused refused) {
    return refusal(
            counts.entrySet().stream()
                .filter(entry -> refused.at(entry.getKey()))
                .map(Map.Entry::getValue))
        .or(() -> super.meaning(refused));
  }

  // A crowd that takes every turn may be what has filled the counters: too many, and no outage.
  @Override
  protected Optional<IdentityRefusal> contended(TableView table) {
    return counted.isEmpty() ? Optional.empty() : foretold(table.get(List.copyOf(counted)));
  }

  private Optional<IdentityRefusal> refusal(Stream<Count> reached) {
    return reached
        .map(count -> count.retryAfter(now))
        .max(Comparator.naturalOrder())
        .map(IdentityRefusal.TooManyRequests::new);
  }
}
