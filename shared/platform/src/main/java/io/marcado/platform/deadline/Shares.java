package io.marcado.platform.deadline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Several things that are done in one invocation, and do not wait for each other: a long one leaves
 * time to those after it, and one that fails does not stop them.
 */
public final class Shares {
  private Shares() {}

  /**
   * Does each, within an equal share of the time that is left then.
   *
   * @param tasks each is true once it has done all
   * @return true when all have
   * @throws RuntimeException the first failure, with the others suppressed, after all were tried
   */
  public static boolean each(List<BooleanSupplier> tasks) {
    List<RuntimeException> failures = new ArrayList<>();
    boolean all = true;
    for (int i = 0; i < tasks.size(); i++) {
      BooleanSupplier task = tasks.get(i);
      int left = tasks.size() - i;
      Optional<Deadline> share =
          Deadline.current().map(whole -> Deadline.in(whole.left().dividedBy(left)));
      try {
        all &= share.map(own -> own.during(task::getAsBoolean)).orElseGet(task::getAsBoolean);
      } catch (RuntimeException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      RuntimeException first = failures.removeFirst();
      failures.forEach(first::addSuppressed);
      throw first;
    }
    return all;
  }
}
