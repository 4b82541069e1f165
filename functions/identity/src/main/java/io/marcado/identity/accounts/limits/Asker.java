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
  ANYBODY(Asks.OPENLY, Proof.NONE),
  /**
   * Anybody who knows a phone, to log in or to book, from a network from which its holder logged in
   * or booked with a code at this business before.
   */
  RETURNING(Asks.OPENLY, Proof.GIVEN),
  /** Anybody who knows a phone or an e-mail and asks for a new password. */
  FORGETFUL(Asks.OPENLY, Proof.NONE),
  /** Somebody who has just registered as a client, with the password of that registration. */
  NEWCOMER(Asks.OPENLY, Proof.NONE),
  /** Somebody who is about to sign a business up, and proves the phone for it. */
  FOUNDER(Asks.OPENLY, Proof.NONE),
  /** Somebody who is about to book without a login, and proves the phone for it. */
  VISITOR(Asks.OPENLY, Proof.NONE),
  /** A client with a password or a session, who has proved the phone or e-mail. */
  CLIENT(Asks.SIGNED_IN, Proof.GIVEN),
  /** The same for somebody who works at the business. */
  TEAM(Asks.SIGNED_IN, Proof.GIVEN),
  /** A client with a session, for an unproved phone or e-mail. */
  CLIENT_TO_UNPROVED(Asks.SIGNED_IN, Proof.NONE),
  /**
   * Somebody who works at the business, for an unproved phone or e-mail: an invitation, a new
   * contact, the first login after a sign-up.
   */
  TEAM_TO_UNPROVED(Asks.SIGNED_IN, Proof.NONE);

  private final Asks asks;
  private final Proof proof;

  /** What asking takes. */
  private enum Asks {
    /** Nothing, or a password that nobody has proved. */
    OPENLY,
    /** A session, or a password that its owner has proved. */
    SIGNED_IN
  }

  /** Whether the request shows that the phone or e-mail is the asker's own. */
  private enum Proof {
    GIVEN,
    NONE
  }

  Asker(Asks asks, Proof proof) {
    this.asks = asks;
    this.proof = proof;
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
    return asks == Asks.OPENLY;
  }

  /** True when the request shows that the phone or e-mail is the asker's own. */
  public boolean hasProof() {
    return proof == Proof.GIVEN;
  }

  /** True when nothing shows that the asker was ever here: asking is open and takes no proof. */
  boolean isStranger() {
    return isOpen() && !hasProof();
  }

  /** Its name in counters. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
