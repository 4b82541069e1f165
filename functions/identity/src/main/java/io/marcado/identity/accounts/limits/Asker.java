package io.marcado.identity.accounts.limits;

import io.marcado.domain.Role;

/**
 * Who asks for a code. Each kind has its own counters, so nobody can use up the codes by which
 * people log in who hold their phone. Requests with a password or a session count apart from those
 * of strangers. Codes to a phone or e-mail that the asker has not proved count apart too, since
 * anybody can sign a business up and invite a stranger's phone. And a business counts its team
 * apart from its clients.
 */
public enum Asker {
  /** Anybody who knows a phone or an e-mail. */
  ANYBODY("open-code", "open-code", true),
  /** Anybody who knows a phone or an e-mail and asks for a new password. */
  FORGETFUL("reset-code", "reset-code", true),
  /** A client with a password or a session, who has proved the phone or e-mail. */
  CLIENT("code", "client-code", false),
  /** The same for somebody who works at the business. */
  TEAM("code", "team-code", false),
  /** A client with a session, for an unproved phone or e-mail. */
  CLIENT_TO_UNPROVED("unproved-code", "client-unproved-code", false),
  /**
   * Somebody who works at the business, for an unproved phone or e-mail: an invitation, a new
   * contact, the first login after a sign-up.
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
   * The kind of somebody with a password or a session.
   *
   * @param proved true when the person has proved the phone or e-mail to which the code goes
   */
  public static Asker of(Role role, boolean proved) {
    if (role.atLeast(Role.STAFF)) {
      return proved ? TEAM : TEAM_TO_UNPROVED;
    }
    return proved ? CLIENT : CLIENT_TO_UNPROVED;
  }

  /** True when asking takes neither a password nor a session. */
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
