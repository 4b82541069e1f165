package io.marcado.identity.accounts.sessions;

import io.marcado.domain.PersonId;
import io.marcado.domain.SessionId;
import java.time.Duration;
import java.time.Instant;

/**
 * A person's stay on one device, from a login until its end. All refresh tokens of the one login
 * belong to it.
 *
 * @param userVersion of the person at the login; the session ends when the person's version rises
 * @param until its end at the latest, however often somebody renews its tokens
 */
record Session(SessionId id, PersonId personId, long userVersion, Instant until) {
  /** The longest life of a session. */
  static final Duration LIFETIME = Duration.ofDays(30);
}
