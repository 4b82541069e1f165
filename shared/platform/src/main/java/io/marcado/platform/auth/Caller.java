package io.marcado.platform.auth;

import io.marcado.domain.Permission;
import io.marcado.domain.Role;
import java.util.Set;

/** Who sent a request. */
public sealed interface Caller {

  /** Somebody without a token. */
  record Anonymous() implements Caller {
    @Override
    public boolean may(Permission permission) {
      return false;
    }
  }

  /**
   * Somebody signed in to the tenant of the request.
   *
   * @param userId the person; the same id as {@code clientId} in bookings
   * @param role as stored, not as the token says
   * @param sessionId the session that the token belongs to
   */
  record User(String userId, Role role, String sessionId) implements Caller {
    @Override
    public boolean may(Permission permission) {
      return role.atLeast(permission.leastRole());
    }
  }

  /**
   * A server of the tenant.
   *
   * @param permissions what the key may do, as stored
   */
  record ApiKey(String keyId, Set<Permission> permissions) implements Caller {
    public ApiKey {
      permissions = Set.copyOf(permissions);
    }

    @Override
    public boolean may(Permission permission) {
      return permissions.contains(permission);
    }
  }

  /** The one anonymous caller. */
  Caller ANONYMOUS = new Anonymous();

  /** True when the caller has this permission in the tenant of the request. */
  boolean may(Permission permission);
}
