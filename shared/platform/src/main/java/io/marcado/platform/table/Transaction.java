package io.marcado.platform.table;

import io.marcado.domain.CheckReturnValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The writes of one transaction. Each write brings the reason that its refusal means, so callers
 * need not count positions. If several writes are refused, the first of them decides. A transaction
 * belongs to one request and one thread.
 *
 * @param <R> why a transaction may be refused
 */
public class Transaction<R> {
  private final List<Write> writes = new ArrayList<>();
  private final Map<Integer, R> refusals = new HashMap<>();

  /** Adds a write whose refusal means stale data: the caller must read again. */
  public final Transaction<R> add(Write write) {
    writes.add(write);
    return this;
  }

  /** Adds such writes, in their order. */
  public final Transaction<R> addAll(Collection<? extends Write> more) {
    writes.addAll(more);
    return this;
  }

  /** Adds a write whose refusal means this reason. */
  public final Transaction<R> add(Write write, R refusal) {
    refusals.put(writes.size(), refusal);
    return add(write);
  }

  /** Adds such writes, in their order. */
  public final Transaction<R> addAll(Collection<? extends Write> more, R refusal) {
    more.forEach(write -> add(write, refusal));
    return this;
  }

  /** True when the transaction has no writes. */
  public final boolean isEmpty() {
    return writes.isEmpty();
  }

  /**
   * Writes all or nothing.
   *
   * @throws TableUnavailableException when others were writing the same items each time
   */
  @CheckReturnValue
  public final Commit<R> commit(TableView table) {
    Outcome outcome = table.transact(writes);
    Optional<R> crowdedOut =
        outcome instanceof Outcome.Contended ? contended(table) : Optional.empty();
    if (crowdedOut.isPresent()) {
      return new Commit.Refused<>(crowdedOut.get());
    }
    Optional<Outcome.Refused> refused = outcome.refusal();
    if (refused.isEmpty()) {
      return new Commit.Written<>();
    }
    return meaning(refused.get()).<Commit<R>>map(Commit.Refused::new).orElseGet(Commit.Stale::new);
  }

  /**
   * Writes all or nothing, for a transaction that depends on no read. If a write without a reason
   * is refused, its id already exists.
   *
   * @return why it was refused; empty when it is written
   * @throws TableUnavailableException also when such an id already exists
   */
  @CheckReturnValue
  public final Optional<R> commitOnce(TableView table) {
    return switch (commit(table)) {
      case Commit.Written<R> _ -> Optional.empty();
      case Commit.Refused<R>(R refusal) -> Optional.of(refusal);
      case Commit.Stale<R> _ -> throw new TableUnavailableException();
    };
  }

  /** The position of the next write. */
  protected final int next() {
    return writes.size();
  }

  /**
   * Why others took every turn, when a read can tell; nothing was written. Without it the table
   * counts as unavailable.
   */
  protected Optional<R> contended(TableView table) {
    return Optional.empty();
  }

  /** Why the transaction is refused; empty when the data has changed since the read. */
  protected Optional<R> meaning(Outcome.Refused refused) {
    int first = refused.refusals().stream().mapToInt(Outcome.Refusal::position).min().orElseThrow();
    return Optional.ofNullable(refusals.get(first));
  }
}
