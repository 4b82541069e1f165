package io.marcado.platform.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The writes of one transaction, each with what its refusal means: so nobody counts positions.
 * Where several are refused, the first of them decides. One request's, and not for several threads.
 */
public class Transaction {
  /**
   * How often what was read is read again, and its transaction made anew, because others changed it
   * in between. Each time one of them was done, so a person who meets five at once is told to come
   * again (503) before the request takes longer than its caller waits.
   */
  public static final int MOST_LOOKS = 5;

  private final List<Write> writes = new ArrayList<>();
  private final Map<Integer, Supplier<? extends RuntimeException>> answers = new HashMap<>();

  /** Adds a write that is refused when what was read has changed since: then look again. */
  public final Transaction add(Write write) {
    writes.add(write);
    return this;
  }

  /** Adds such writes, in their order. */
  public final Transaction addAll(Collection<? extends Write> more) {
    writes.addAll(more);
    return this;
  }

  /** Adds a write whose refusal answers the request. */
  public final Transaction add(Write write, Supplier<? extends RuntimeException> whenRefused) {
    answers.put(writes.size(), whenRefused);
    return add(write);
  }

  /** Adds such writes, in their order. */
  public final Transaction addAll(
      Collection<? extends Write> more, Supplier<? extends RuntimeException> whenRefused) {
    more.forEach(write -> add(write, whenRefused));
    return this;
  }

  /** True when there is nothing to be written. */
  public final boolean isEmpty() {
    return writes.isEmpty();
  }

  /**
   * Writes all or nothing.
   *
   * @return false when the first write that was refused has no answer of its own: look again
   * @throws RuntimeException the answer of the first write that was refused, where it has one
   * @throws TableUnavailableException when others were writing the same items each time
   */
  public final boolean commit(TableView table) {
    Outcome outcome = table.transact(writes);
    outcome.refusal().ifPresent(this::answer);
    return outcome.written();
  }

  /**
   * The same, where nothing was read that could have changed: what is refused without an answer of
   * its own is an id that is there already.
   *
   * @throws TableUnavailableException then, too
   */
  public final void require(TableView table) {
    if (!commit(table)) {
      throw new TableUnavailableException();
    }
  }

  /** Where the next write will stand. */
  protected final int next() {
    return writes.size();
  }

  /** Throws the answer to a refusal, if there is one. */
  protected void answer(Outcome.Refused refused) {
    int first = refused.refusals().stream().mapToInt(Outcome.Refusal::position).min().orElseThrow();
    Supplier<? extends RuntimeException> whenRefused = answers.get(first);
    if (whenRefused != null) {
      throw whenRefused.get();
    }
  }
}
