package io.marcado.identity.accounts.limits;

import io.marcado.domain.Role;

/**
 * Who asks for a code. What is asked for with a password or a session is counted apart from what
 * strangers ask for; so is what goes to a phone or an e-mail that the asker has not proved to hold,
 * since anybody may run a business and invite a stranger's phone; and in a business, what the team
 * asks for apart from what its clients do. So nobody can use up the codes that people who hold
 * their phone log in with.
 */
public enum Asker {
  /** Anybody who knows a phone or an e-mail. */
  ANYBODY("open-code", "open-code", true),
  /** Anybody too, who says to have forgotten a password. */
  FORGETFUL("reset-code", "reset-code", true),
  /** A client who has shown a password or a session, and proved to hold what the code goes to. */
  CLIENT("code", "client-code", false),
  /** The same of somebody who works at the business. */
  TEAM("code", "team-code", false),
  /** A client with a session, for a phone or an e-mail that was not proved. */
  CLIENT_TO_UNPROVED("unproved-code", "client-unproved-code", false),
  /**
   * Somebody who works at the business, for a phone or an e-mail that was not proved: an
   * invitation, a new contact, the first login after a sign-up.
   */
  TEAM_TO_UNPROVED("unproved-code", "team-unproved-code", false);

  private final String ofPlatform;
  private final String ofBusiness;
  private final boolean open;

  Asker(String ofPlatform, String ofBusiness, boolean open) {
    this.ofPlatform = ofPlatform;
    this.ofBusiness = ofBusiness;
    this.open = open;
  }

  /**
   * Who asks with a password or a session.
   *
   * @param proved true when the same person has proved to hold what the code goes to
   */
  public static Asker of(Role role, boolean proved) {
    if (role.atLeast(Role.STAFF)) {
      return proved ? TEAM : TEAM_TO_UNPROVED;
    }
    return proved ? CLIENT : CLIENT_TO_UNPROVED;
  }

  /** True when nothing has to be shown to ask. */
  boolean isOpen() {
    return open;
  }

  /** The name of a limit that holds for all businesses together. */
  String ofPlatform(String what) {
    return ofPlatform + "-" + what;
  }

  /** The name of a limit that each business has for itself. */
  String ofBusiness(String what) {
    return ofBusiness + "-" + what;
  }
}
