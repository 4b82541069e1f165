package io.marcado.identity.accounts.sessions;

import io.marcado.domain.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session as the API shows it to its person.
 *
 * @param lastUsedAt when it last got tokens
 * @param userAgent of the login, shortened; null when it sent none
 * @param current true for the session of the request
 */
public record SessionView(
    String sessionId,
    Instant createdAt,
    Instant lastUsedAt,
    @Nullable String userAgent,
    boolean current) {

  static SessionView of(SessionEntry entry, SessionId current) {
    return new SessionView(
        entry.sessionId(),
        entry.createdAt(),
        entry.lastUsedAt(),
        entry.userAgent().orElse(null),
        entry.sessionId().equals(current.value()));
  }
}
