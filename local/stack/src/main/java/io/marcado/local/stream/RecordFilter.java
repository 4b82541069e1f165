package io.marcado.local.stream;

import java.util.List;
import software.amazon.event.ruler.Ruler;

/** An event source mapping's FilterCriteria. */
final class RecordFilter {
  private final List<String> patterns;

  /**
   * @param patterns as JSON; none lets every record pass
   */
  RecordFilter(List<String> patterns) {
    this.patterns = List.copyOf(patterns);
  }

  boolean passes(String streamRecord) {
    return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> fits(pattern, streamRecord));
  }

  private static boolean fits(String pattern, String streamRecord) {
    try {
      return Ruler.matchesRule(streamRecord, pattern);
    } catch (Exception e) {
      throw new IllegalArgumentException("A broken filter pattern: " + pattern, e);
    }
  }
}
