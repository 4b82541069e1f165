package io.marcado.domain;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Checks that several parts of settings and hours make. Those without an answer add their faults.
 */
public final class Bounds {
  private Bounds() {}

  public static void range(
      List<Fault> faults, String pointer, int value, int minimum, int maximum) {
    if (value < minimum || value > maximum) {
      faults.add(
          new Fault(
              pointer, FaultCode.OUT_OF_RANGE, "must be between " + minimum + " and " + maximum));
    }
  }

  public static void atMost(List<Fault> faults, String pointer, Collection<?> values, int maximum) {
    atMost(faults, pointer, values.size(), maximum, "entries");
  }

  /**
   * The same for a count.
   *
   * @param things what is counted
   */
  public static void atMost(
      List<Fault> faults, String pointer, int count, int maximum, String things) {
    if (count > maximum) {
      faults.add(
          new Fault(
              pointer, FaultCode.TOO_LONG, "must not have more than " + maximum + " " + things));
    }
  }

  public static void different(List<Fault> faults, String pointer, List<?> values) {
    Set<Object> seen = new HashSet<>();
    for (int i = 0; i < values.size(); i++) {
      if (!seen.add(values.get(i))) {
        faults.add(new Fault(pointer + "/" + i, FaultCode.DUPLICATE, "is there twice"));
      }
    }
  }

  /**
   * The first of the values before an index that this one clashes with.
   *
   * @param values null for one that has faults of its own already
   */
  public static <T> OptionalInt clashing(
      List<? extends @Nullable T> values, int before, Predicate<T> clashes) {
    return IntStream.range(0, before)
        .filter(
            i -> {
              T other = values.get(i);
              return other != null && clashes.test(other);
            })
        .findFirst();
  }
}
