package io.marcado.platform.auth;

import io.marcado.domain.Role;

/**
 * Who may call an endpoint. The OpenAPI document states the same as {@code x-marcado-access}.
 *
 * <p>What belongs to one client only is decided behind this, by the endpoint: what is not a
 * client's own does not exist for it.
 */
public sealed interface Access {

  /** Nobody: what an endpoint has that states nothing. */
  record Nobody() implements Access {}

  /**
   * Anyone, and a token makes no difference: an Authorization header is not even read. For what
   * people do to get a token, where the old one that a client still sends must not stand in the
   * way.
   */
  record Open() implements Access {}

  /** Anyone, signed in or not. A token that does not hold is refused all the same. */
  record Anyone() implements Access {}

  /** People of the tenant with at least this role. */
  record AtLeast(Role role) implements Access {}

  static Access nobody() {
    return new Nobody();
  }

  static Access open() {
    return new Open();
  }

  static Access anyone() {
    return new Anyone();
  }

  static Access signedIn() {
    return new AtLeast(Role.CLIENT);
  }

  static Access atLeast(Role role) {
    return new AtLeast(role);
  }
}
