package io.marcado.trail.changes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.platform.audit.Change;
import io.marcado.platform.audit.Doer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change as it is answered.
 *
 * @param before null for what is new
 */
record ChangeView(
    String object,
    String objectId,
    String type,
    Instant at,
    Actor actor,
    @Nullable ObjectNode before,
    ObjectNode after,
    List<String> hidden) {

  /**
   * Who did it.
   *
   * @param id of a member or an API key; null for all others
   */
  record Actor(Doer.Kind kind, @Nullable String id) {}

  static ChangeView of(Change change) {
    return new ChangeView(
        change.subject().text(),
        change.subjectId(),
        change.type(),
        change.at(),
        new Actor(change.doer().kind(), change.doer().id().orElse(null)),
        change.before().orElse(null),
        change.after(),
        change.hidden());
  }
}
