package io.marcado.identity.accounts.sessions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session as the API shows it to its person.
 *
 * @param lastUsedAt when tokens were given for it last
 * @param userAgent of the login, shortened; null when it told none
 * @param current true for the session of the request
 */
public record SessionView(
    String sessionId,
    Instant createdAt,
    Instant lastUsedAt,
    @Nullable String userAgent,
    boolean current) {

  static SessionView of(SessionEntry entry, String currentId) {
    return new SessionView(
        entry.sessionId(),
        entry.createdAt(),
        entry.lastUsedAt(),
        entry.userAgent().orElse(null),
        entry.sessionId().equals(currentId));
  }
}
