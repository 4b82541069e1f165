package io.marcado.identity.accounts.codes;

/** By what a code reaches somebody. */
public enum Channel {
  SMS,
  WHATSAPP,
  EMAIL,
  /** No code is sent: an authenticator app shows it. */
  TOTP
}
