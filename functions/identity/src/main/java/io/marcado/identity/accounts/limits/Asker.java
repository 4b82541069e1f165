package io.marcado.identity.accounts.limits;

import io.marcado.domain.Role;
import java.util.Locale;

/**
 * Who asks for a code. Each kind has its own counters, so strangers cannot use up the codes by
 * which people log in who hold their phone. Requests with a password or a session count apart from
 * those of strangers. Codes to a phone or e-mail that the asker has not proved count apart too,
 * since anybody can sign a business up and invite a stranger's phone. And a business counts its
 * team apart from its clients.
 */
public enum Asker {
  /** Anybody who knows a phone. */
  ANYBODY(Standing.STRANGER),
  /** The same, from a network from which the phone's holder logged in at this business before. */
  RETURNING(Standing.RETURNING),
  /** Anybody who knows a phone or an e-mail and asks for a new password. */
  FORGETFUL(Standing.STRANGER),
  /** Somebody who has just registered as a client, with the password of that registration. */
  NEWCOMER(Standing.STRANGER),
  /** Somebody who is about to sign a business up, and proves the phone for it. */
  FOUNDER(Standing.STRANGER),
  /** A client with a password or a session, who has proved the phone or e-mail. */
  CLIENT(Standing.PROVED),
  /** The same for somebody who works at the business. */
  TEAM(Standing.PROVED),
  /** A client with a session, for an unproved phone or e-mail. */
  CLIENT_TO_UNPROVED(Standing.UNPROVED),
  /**
   * Somebody who works at the business, for an unproved phone or e-mail: an invitation, a new
   * contact, the first login after a sign-up.
   */
  TEAM_TO_UNPROVED(Standing.UNPROVED);

  private final Standing standing;

  /** What a request shows of its sender. */
  private enum Standing {
    STRANGER,
    RETURNING,
    UNPROVED,
    PROVED
  }

  Asker(Standing standing) {
    this.standing = standing;
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

  /** True when asking takes neither a session nor a password that its owner has proved. */
  public boolean isOpen() {
    return standing == Standing.STRANGER || standing == Standing.RETURNING;
  }

  /** True when nothing shows that the asker was ever here. */
  boolean isStranger() {
    return standing == Standing.STRANGER;
  }

  /** True when the request shows that the phone or e-mail is the asker's own. */
  public boolean hasProof() {
    return standing == Standing.PROVED || standing == Standing.RETURNING;
  }

  /** Its name in counters. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
