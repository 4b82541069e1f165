package io.marcado.trail.history;

import io.marcado.platform.audit.Change;
import io.marcado.platform.audit.Doer;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a booking once.
 *
 * @param text in the reader's language
 */
record HistoryEntry(String type, Instant at, Actor actor, String text) {

  /**
   * Who did it.
   *
   * @param kind BUSINESS for a client, whom it does not concern who of the team it was
   * @param id of a member or an API key, for staff; null for all others
   * @param name of a member, for staff; null for all others, and for whom we do not know any more
   */
  record Actor(String kind, @Nullable String id, @Nullable String name) {}

  static HistoryEntry of(Change change, boolean staff, Optional<String> name, String text) {
    Doer doer = change.doer();
    String kind = !staff && doer.id().isPresent() ? "BUSINESS" : doer.kind().name();
    return new HistoryEntry(
        change.type(),
        change.at(),
        new Actor(kind, staff ? doer.id().orElse(null) : null, name.orElse(null)),
        text);
  }
}
