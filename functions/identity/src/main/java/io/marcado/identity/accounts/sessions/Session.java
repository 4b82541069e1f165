package io.marcado.identity.accounts.sessions;

import java.time.Duration;
import java.time.Instant;

/**
 * A person signed in on one device, from a login until its end. All refresh tokens that come of the
 * one login belong to it.
 *
 * @param userVersion the person's at the login; the session ends when the person's rises
 * @param until the end at the latest, however often its tokens are renewed
 */
record Session(String id, String userId, long userVersion, Instant until) {
  /** How long one lasts at most. */
  static final Duration LIFETIME = Duration.ofDays(30);
}
