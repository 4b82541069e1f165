package io.marcado.identity.limits;

/**
 * Who asks for a code. Each is counted apart, so that strangers, however many codes they ask for,
 * cannot use up those of people who have a password or a session, and those to log in not the
 * tokens for a new password.
 */
public enum Asker {
  /** Anybody who knows a phone or an e-mail. */
  ANYBODY,
  /** Anybody too, who says to have forgotten a password. */
  FORGETFUL,
  /** Somebody who has shown a password or a token first. */
  PROVED
}
