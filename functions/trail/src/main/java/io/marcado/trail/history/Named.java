package io.marcado.trail.history;

import io.marcado.domain.time.LocalTimeline;
import java.util.Map;

/**
 * What the ids of a history stand for, as its reader may know it.
 *
 * @param members names of people of the team; empty for a client
 * @param catalogue names of services and resources
 */
record Named(Map<String, String> members, Map<String, String> catalogue, LocalTimeline timeline) {
  Named {
    members = Map.copyOf(members);
    catalogue = Map.copyOf(catalogue);
  }
}
