package io.marcado.bookings.scheduling;

import io.marcado.domain.Ids;
import java.util.List;

/**
 * Says what a plan comes to, so that a request can ask for exactly that. It needs no secret: who
 * makes one up asks for what the rules allow, or gets nothing.
 */
record PlanToken(String text) {
  private static final int OF_KIND = 3;
  private static final int OF_REQUEST = 12;
  private static final int OF_OCCURRENCE = 8;

  /**
   * The token of a plan.
   *
   * @param kind of plan, of three characters
   * @param requestHash tells for which request it is
   * @param occurrences what is planned for each
   */
  static PlanToken of(String kind, String requestHash, List<List<String>> occurrences) {
    StringBuilder token = new StringBuilder(kind).append(requestHash, 0, OF_REQUEST);
    occurrences.forEach(one -> token.append(Ids.derived(one), 0, OF_OCCURRENCE));
    return new PlanToken(token.toString());
  }

  /** True when another token is of a plan for the same request. */
  boolean isOfTheRequestOf(String other) {
    return other.length() == text.length()
        && other.startsWith(text.substring(0, OF_KIND + OF_REQUEST));
  }

  /** True when in both plans the same becomes of an occurrence, counted from 0. */
  boolean agrees(String other, int occurrence) {
    int from = OF_KIND + OF_REQUEST + OF_OCCURRENCE * occurrence;
    return other.startsWith(text.substring(from, from + OF_OCCURRENCE), from);
  }
}
