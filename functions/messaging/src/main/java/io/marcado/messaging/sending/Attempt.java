package io.marcado.messaging.sending;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Work that may fail, and what is done all the same. */
public final class Attempt {
  private Attempt() {}

  /**
   * Does the work. When that throws, the rest is done too, and the failure of the work is thrown,
   * with that of the rest suppressed.
   */
  public static <T> T of(Supplier<T> work, Runnable whenItFails) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      try {
        whenItFails.run();
      } catch (RuntimeException also) {
        e.addSuppressed(also);
      }
      throw e;
    }
  }

  /** Does the work with each, also after one fails, and throws the first failure in the end. */
  public static <T> void each(Iterable<T> all, Consumer<? super T> work) {
    List<RuntimeException> failures = new ArrayList<>();
    for (T one : all) {
      try {
        work.accept(one);
      } catch (RuntimeException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      RuntimeException first = failures.removeFirst();
      failures.forEach(first::addSuppressed);
      throw first;
    }
  }
}
