package io.marcado.platform.auth;

import io.marcado.domain.Permission;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who may call an endpoint. The OpenAPI document states the same as {@code x-marcado-access}.
 *
 * <p>The endpoint itself then decides which objects a client may see: the objects of others do not
 * exist for it.
 */
public sealed interface Access {

  /** Nobody: the default of an endpoint that states no access. */
  record Nobody() implements Access {}

  /**
   * Anyone. We ignore the Authorization header. For operations by which people get a token: an
   * expired token that the client still sends must not stand in the way.
   */
  record Open() implements Access {}

  /**
   * Anyone, signed in or not. An invalid token is refused. A guest's counts as none, unless the
   * endpoint compares it with its booking.
   */
  record Anyone() implements Access {}

  /**
   * Anyone but an API key and a guest: a person of the tenant, or a visitor who is about to become
   * one. An invalid token is refused.
   */
  record People() implements Access {}

  /** Any person of the tenant, for the person's own account. API keys and guests are refused. */
  record SignedIn() implements Access {}

  /** Operators of the platform, by a key of their own. No token of a business counts. */
  record Operator() implements Access {}

  /**
   * Every actor with at least one of these permissions: a person by role, an API key by scope.
   *
   * @param guest true when a guest may call too. Whether its token is the right one shows only when
   *     the endpoint has read the booking; it answers 404 for a wrong one.
   */
  record May(Set<Permission> permissions, boolean guest) implements Access {
    public May {
      permissions = Set.copyOf(permissions);
    }

    /** The same, open to guests too. */
    public May orGuest() {
      return new May(permissions, true);
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

  static Operator operator() {
    return new Operator();
  }

  static May may(Permission first, Permission... more) {
    return new May(EnumSet.of(first, more), false);
  }
}
