package io.marcado.identity.limits;

import io.marcado.domain.TenantId;
import io.marcado.platform.http.Problem;
import io.marcado.platform.limits.RateLimiter.Count;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The writes of one transaction, some of which count against limits: either all of it is counted
 * and done, or nothing. One request's, and not for several threads.
 */
public final class LimitedWrites {
  private final List<Write> writes = new ArrayList<>();
  private final Map<Integer, Count> counts = new LinkedHashMap<>();
  private final Map<Integer, Runnable> told = new HashMap<>();
  private final Set<ItemKey> counted = new HashSet<>();

  /** Adds a write; its position is {@link #size} before it was added. */
  public LimitedWrites add(Write write) {
    writes.add(write);
    return this;
  }

  /** Adds writes, in their order. */
  public LimitedWrites addAll(Collection<? extends Write> more) {
    writes.addAll(more);
    return this;
  }

  /**
   * Adds writes, but none of a counter that this transaction counts already, since an item can be
   * written once in it: a verified code is not credited then.
   */
  public LimitedWrites addUncounted(Collection<? extends Write> more) {
    more.stream().filter(write -> !counted.contains(write.key())).forEach(this::add);
    return this;
  }

  /** Adds a count. What was counted in this transaction already is not counted again. */
  public LimitedWrites count(Count count) {
    if (counted.add(count.write().key())) {
      counts.put(writes.size(), count);
      writes.add(count.write());
    }
    return this;
  }

  /**
   * The same.
   *
   * @param whenReached is run when its limit refuses the transaction
   */
  LimitedWrites count(Count count, Runnable whenReached) {
    told.put(writes.size(), whenReached);
    return count(count);
  }

  /** How many writes there are. */
  public int size() {
    return writes.size();
  }

  /**
   * Writes all or nothing.
   *
   * @return written; or refused, at a position that is no count
   * @throws Problem 429 when a limit is reached, whatever else would have been refused
   * @throws TableUnavailableException when it could not be counted
   */
  public Outcome commit(Table table, TenantId tenant, Instant now) {
    Outcome outcome = table.platformAnd(tenant).transact(writes);
    return switch (outcome) {
      case Outcome.Written _ -> outcome;
      case Outcome.Refused refused -> {
        told.forEach(
            (position, whenReached) -> {
              if (counts.containsKey(position) && refused.at(position)) {
                whenReached.run();
              }
            });
        counts.entrySet().stream()
            .filter(entry -> refused.at(entry.getKey()))
            .map(Map.Entry::getValue)
            .max((one, other) -> one.ends().compareTo(other.ends()))
            .ifPresent(
                count -> {
                  throw count.refusal(now);
                });
        yield outcome;
      }
      case Outcome.Contended _ -> throw new TableUnavailableException();
    };
  }
}
