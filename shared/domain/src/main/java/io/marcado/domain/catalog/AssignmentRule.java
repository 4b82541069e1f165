package io.marcado.domain.catalog;

import io.marcado.domain.ResourceId;
import java.util.List;
import java.util.Map;

/**
 * Which of several free main resources gets a booking. Where a rule leaves several, the one with
 * the least time taken that day gets it.
 *
 * @param weights for {@link Kind#WEIGHT}: shares of the time, 1 to {@value #MOST_WEIGHT}; a
 *     resource without one has 1
 * @param priorities for {@link Kind#PRIORITY}: the first first; the others come after these
 */
public record AssignmentRule(
    Kind kind, Map<ResourceId, Integer> weights, List<ResourceId> priorities) {
  /** Largest weight. */
  public static final int MOST_WEIGHT = 100;

  /** The least of the day. */
  public static final AssignmentRule LEAST_OF_DAY =
      new AssignmentRule(Kind.LEAST_OF_DAY, Map.of(), List.of());

  /** The rules. */
  public enum Kind {
    /** The one with the least time taken on the start's day. */
    LEAST_OF_DAY,
    /** The one whose last time taken before the start ended longest ago on that day. */
    LONGEST_WAITING,
    /** The one that is furthest behind its share of the week that ends with that day. */
    WEIGHT,
    /** The first of an order. */
    PRIORITY,
    /** The one the client had last time. */
    LAST_TIME
  }

  public AssignmentRule {
    weights = Map.copyOf(weights);
    priorities = List.copyOf(priorities);
  }

  /** The share of a resource. */
  public int weight(ResourceId id) {
    return weights.getOrDefault(id, 1);
  }

  /** The place of a resource in the order; those that are not in it come last. */
  public int place(ResourceId id) {
    int place = priorities.indexOf(id);
    return place < 0 ? priorities.size() : place;
  }
}
