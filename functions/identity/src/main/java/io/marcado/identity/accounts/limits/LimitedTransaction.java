package io.marcado.identity.accounts.limits;

import io.marcado.platform.http.Problem;
import io.marcado.platform.limits.RateLimiter.Count;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.TableView;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.table.Write;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that counts against limits: either all of it is counted and done, or nothing. When
 * a limit is reached the answer is 429, whatever else would have been refused, with the time after
 * which the last of the limits has room again.
 */
public final class LimitedTransaction extends Transaction {
  private final Instant now;
  private final Map<Integer, Reached> counts = new LinkedHashMap<>();
  private final Set<ItemKey> counted = new HashSet<>();

  private @Nullable Problem refusal;

  private record Reached(Count count, Runnable told) {}

  /**
   * One of a request.
   *
   * @param now when the request is answered
   */
  public LimitedTransaction(Instant now) {
    this.now = now;
  }

  /** Adds a count. What was counted in this transaction already is not counted again. */
  public LimitedTransaction count(Count count) {
    return count(count, () -> {});
  }

  /**
   * The same.
   *
   * @param whenReached is run when its limit refuses the transaction
   */
  LimitedTransaction count(Count count, Runnable whenReached) {
    if (counted.add(count.write().key())) {
      counts.put(next(), new Reached(count, whenReached));
      add(count.write());
    }
    return this;
  }

  /**
   * Adds writes, but none of a counter that this transaction counts already, since an item can be
   * written once in it: a verified code is not credited then.
   */
  public LimitedTransaction addUncounted(
      Collection<? extends Write> more, Supplier<? extends RuntimeException> whenRefused) {
    more.stream()
        .filter(write -> !counted.contains(write.key()))
        .forEach(write -> add(write, whenRefused));
    return this;
  }

  /**
   * Writes all or nothing, as {@link #require} does, for who has more to do when a limit is
   * reached.
   *
   * @return what to answer then; empty when all is written
   */
  public Optional<Problem> reachedLimit(TableView table) {
    try {
      require(table);
      return Optional.empty();
    } catch (Problem problem) {
      if (problem != refusal) {
        throw problem;
      }
      return Optional.of(problem);
    }
  }

  @Override
  protected void answer(Outcome.Refused refused) {
    var reached =
        counts.entrySet().stream()
            .filter(entry -> refused.at(entry.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    reached.forEach(limit -> limit.told().run());
    reached.stream()
        .map(Reached::count)
        .max((one, other) -> one.ends().compareTo(other.ends()))
        .ifPresent(
            last -> {
              Problem beyond = last.refusal(now);
              refusal = beyond;
              throw beyond;
            });
    super.answer(refused);
  }
}
