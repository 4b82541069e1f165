package io.marcado.bookings.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses one candidate for each part of a booking so that none has two parts: a matching in a
 * small bipartite graph, found by augmenting paths.
 */
public final class DistinctChoice {
  private DistinctChoice() {}

  /** True when every part can have a candidate of its own. */
  public static <T> boolean isPossible(List<? extends List<T>> candidates) {
    if (candidates.size() == 1) {
      return !candidates.getFirst().isEmpty();
    }
    Map<T, Integer> partOf = new HashMap<>();
    for (int part = 0; part < candidates.size(); part++) {
      if (!give(part, candidates, partOf, new boolean[candidates.size()])) {
        return false;
      }
    }
    return true;
  }

  /**
   * The best choice: the first part gets its earliest candidate that leaves a solution for the
   * rest, then the second part, and so on.
   *
   * @param preferences for each part its candidates, best first
   * @return one candidate for each part, all different; empty when that is impossible
   */
  public static <T> Optional<List<T>> best(List<? extends List<T>> preferences) {
    if (!isPossible(preferences)) {
      return Optional.empty();
    }
    List<List<T>> fixed = new ArrayList<>(preferences);
    for (int part = 0; part < fixed.size(); part++) {
      for (T candidate : preferences.get(part)) {
        fixed.set(part, List.of(candidate));
        if (isPossible(fixed)) {
          break;
        }
      }
    }
    return Optional.of(fixed.stream().map(List::getFirst).toList());
  }

  /** Gives the part to a candidate, moving others to other parts where that is needed. */
  private static <T> boolean give(
      int part, List<? extends List<T>> candidates, Map<T, Integer> partOf, boolean[] asked) {
    asked[part] = true;
    for (T candidate : candidates.get(part)) {
      Integer present = partOf.get(candidate);
      if (present == null || (!asked[present] && give(present, candidates, partOf, asked))) {
        partOf.put(candidate, part);
        return true;
      }
    }
    return false;
  }
}
