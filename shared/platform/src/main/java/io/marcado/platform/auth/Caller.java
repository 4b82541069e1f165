package io.marcado.platform.auth;

import io.marcado.domain.Role;

/** Who sent a request. */
public sealed interface Caller {

  /** Somebody without a token. */
  record Anonymous() implements Caller {}

  /**
   * Somebody signed in to the tenant of the request.
   *
   * @param userId the person; the same id as {@code clientId} in bookings
   * @param role as stored, not as the token says
   * @param sessionId the session that the token belongs to
   */
  record User(String userId, Role role, String sessionId) implements Caller {}

  /** The one anonymous caller. */
  Caller ANONYMOUS = new Anonymous();

  /** True when the caller has at least this role. */
  default boolean atLeast(Role role) {
    return this instanceof User user && user.role().atLeast(role);
  }
}
