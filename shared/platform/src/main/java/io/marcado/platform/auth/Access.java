package io.marcado.platform.auth;

import io.marcado.domain.Permission;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

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

  /**
   * Anyone but an API key: a person of the tenant, or somebody who is not signed in and about to
   * become one. A token that does not hold is refused.
   */
  record People() implements Access {}

  /** Any person of the tenant, for what is the person's own; never an API key. */
  record SignedIn() implements Access {}

  /** Whoever has at least one of these permissions: a person by role, an API key by scope. */
  record May(Set<Permission> permissions) implements Access {
    public May {
      permissions = Set.copyOf(permissions);
    }

    /** The scopes, in the order of the table. */
    public String scopes() {
      return EnumSet.copyOf(permissions).stream()
          .map(Permission::scope)
          .collect(Collectors.joining(", "));
    }
  }

  static Access nobody() {
    return new Nobody();
  }

  static Access open() {
    return new Open();
  }

  static Access anyone() {
    return new Anyone();
  }

  static Access people() {
    return new People();
  }

  static Access signedIn() {
    return new SignedIn();
  }

  static Access may(Permission first, Permission... more) {
    return new May(EnumSet.of(first, more));
  }
}
