package io.marcado.identity.team;

import io.marcado.domain.Actor;
import io.marcado.domain.Permission;
import io.marcado.domain.Role;
import io.marcado.identity.published.Visibility;

/**
 * Decides who may change whom. Nobody gives a role above their own. Callers change only people
 * whose role is below theirs; owners also change each other. Other classes change the caller's own
 * account, with a fresh code where it matters.
 */
public final class Rights {
  private Rights() {}

  /** True when the caller may correct the record of a person with this role. */
  static boolean mayCorrect(Actor caller, Role whose) {
    return caller.may(Permission.PEOPLE_WRITE) && isOver(caller, whose);
  }

  /**
   * True when the caller may enable or disable a person with this role. Staff at the counter bar
   * clients; an API key bars nobody.
   */
  static boolean maySwitch(Actor caller, Role whose) {
    boolean bars = whose == Role.CLIENT && !(caller instanceof Actor.ApiKey);
    return caller.may(bars ? Permission.PEOPLE_WRITE : Permission.STAFF_MANAGE)
        && isOver(caller, whose);
  }

  /**
   * True when the caller may move a person from one role to another. This never raises a role: a
   * person gets power by accepting an invitation, which proves the phone and sets the password.
   */
  static boolean mayMove(Actor caller, Role from, Role to) {
    return caller.may(Permission.STAFF_MANAGE) && isOver(caller, from) && from.atLeast(to);
  }

  /** True when the caller may see phone and e-mail of a person with this role. */
  static boolean maySeeContacts(Actor caller, Role whose) {
    return Visibility.of(caller, whose) == Visibility.CONTACTS;
  }

  /** True when the caller may see a person with this role at all. */
  static boolean maySee(Actor caller, Role whose) {
    return Visibility.of(caller, whose) != Visibility.NOTHING;
  }

  /** The permission that an invitation to this role takes. */
  public static Permission toInvite(Role role) {
    return role == Role.ADMIN ? Permission.ADMINS_MANAGE : Permission.STAFF_MANAGE;
  }

  // People are over the roles below their own; owners are also over each other.
  private static boolean isOver(Actor caller, Role role) {
    return switch (caller) {
      case Actor.Person user -> user.role() == Role.OWNER || user.role().compareTo(role) > 0;
      // An API key is over clients only, whatever its scopes.
      case Actor.ApiKey _ -> role == Role.CLIENT;
      case Actor.Automation _ -> true;
      case Actor.Visitor _, Actor.Guest _, Actor.LinkHolder _ -> false;
    };
  }
}
