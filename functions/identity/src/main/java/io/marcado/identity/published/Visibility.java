package io.marcado.identity.published;

import io.marcado.domain.Actor;
import io.marcado.domain.Role;

/**
 * How much of a person a caller sees. Every answer that shows a person follows this one rule, which
 * docs/access.md has as a table. What people see of their own account is not decided here.
 */
public enum Visibility {
  /** No more than the id, where another answer has it. */
  NOTHING,
  /** Name, role and state. */
  NAME,
  /** Also phone and e-mail, what of them is verified, and the language. */
  CONTACTS;

  /** What somebody who is signed in with a role sees of a person with another. */
  static Visibility of(Role seer, Role whose) {
    return switch (seer) {
      case OWNER, ADMIN -> CONTACTS;
      case STAFF -> whose.atLeast(Role.ADMIN) ? NAME : CONTACTS;
      case CLIENT -> NOTHING;
    };
  }

  /** What the caller sees of a person with this role. */
  public static Visibility of(Actor caller, Role whose) {
    return switch (caller) {
      case Actor.Person user -> of(user.role(), whose);
      case Actor.ApiKey _ -> whose == Role.CLIENT ? CONTACTS : NOTHING;
      case Actor.Automation _ -> CONTACTS;
      case Actor.Visitor _, Actor.Guest _, Actor.LinkHolder _ -> NOTHING;
    };
  }
}
