package io.marcado.identity.limits;

/**
 * Who asks for a code. The two are counted apart, so that strangers, however many codes they ask
 * for, cannot use up those of people who have a password or a session.
 */
public enum Asker {
  /** Anybody who knows a phone or an e-mail. */
  ANYBODY,
  /** Somebody who has shown a password or a token first. */
  PROVED
}
