package io.marcado.identity.accounts.sessions;

import java.time.Instant;
import java.util.Optional;

/**
 * A session as its person sees it, without its tokens.
 *
 * @param userVersion of the person at the login
 * @param lastUsedAt when it last got tokens
 * @param userAgent of the login, shortened
 * @param until its end at the latest
 */
public record SessionEntry(
    String sessionId,
    long userVersion,
    Instant createdAt,
    Instant lastUsedAt,
    Optional<String> userAgent,
    Instant until) {}
