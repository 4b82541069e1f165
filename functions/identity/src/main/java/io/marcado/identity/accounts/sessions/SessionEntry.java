package io.marcado.identity.accounts.sessions;

import java.time.Instant;
import java.util.Optional;

/**
 * What is kept of a session besides its tokens.
 *
 * @param userVersion the person's at the login
 * @param lastUsedAt when tokens were given for it last
 * @param userAgent of the login, shortened
 * @param until the end at the latest
 */
public record SessionEntry(
    String sessionId,
    long userVersion,
    Instant createdAt,
    Instant lastUsedAt,
    Optional<String> userAgent,
    Instant until) {}
