package io.marcado.identity.team;

import io.marcado.domain.Actor;
import io.marcado.domain.Permission;
import io.marcado.domain.Role;

/**
 * Who may change what of whom. Nobody gives a role above their own, and nobody touches somebody
 * whose role is not below their own; only owners touch each other. What is one's own is changed
 * elsewhere, with a fresh code where it matters.
 */
public final class Rights {
  private Rights() {}

  /** True when the caller may correct the record of somebody with this role. */
  static boolean mayCorrect(Actor caller, Role whose) {
    return caller.may(Permission.PEOPLE_WRITE) && isOver(caller, whose);
  }

  /** True when the caller may let somebody of this role sign in, or not. */
  static boolean maySwitch(Actor caller, Role whose) {
    return caller.may(Permission.STAFF_MANAGE) && isOver(caller, whose);
  }

  /**
   * True when the caller may take somebody of one role to another one. Nobody is raised like that:
   * whoever gets power accepts an invitation, and so proves the phone and chooses the password.
   */
  static boolean mayMove(Actor caller, Role from, Role to) {
    return caller.may(Permission.STAFF_MANAGE) && isOver(caller, from) && from.atLeast(to);
  }

  /** True when the caller may see how to reach somebody of this role. */
  static boolean maySeeContacts(Actor caller, Role whose) {
    return switch (caller) {
      case Actor.Person user -> user.role().atLeast(Role.ADMIN) || !whose.atLeast(Role.ADMIN);
      case Actor.ApiKey _ -> whose == Role.CLIENT;
      case Actor.Automation _ -> true;
      case Actor.Visitor _ -> false;
    };
  }

  /** True when the caller may know of somebody of this role at all: keys know of clients only. */
  static boolean maySee(Actor caller, Role whose) {
    return !(caller instanceof Actor.ApiKey) || whose == Role.CLIENT;
  }

  /** The permission without which nobody makes somebody this. */
  public static Permission toInvite(Role role) {
    return role == Role.ADMIN ? Permission.ADMINS_MANAGE : Permission.STAFF_MANAGE;
  }

  // Everybody is over the roles below their own; owners are also over each other.
  private static boolean isOver(Actor caller, Role role) {
    return switch (caller) {
      case Actor.Person user -> user.role() == Role.OWNER || user.role().compareTo(role) > 0;
      // A key, whatever it may do, is over clients only.
      case Actor.ApiKey _ -> role == Role.CLIENT;
      case Actor.Automation _ -> true;
      case Actor.Visitor _ -> false;
    };
  }
}
