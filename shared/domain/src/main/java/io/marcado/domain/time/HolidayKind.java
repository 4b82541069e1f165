package io.marcado.domain.time;

/** What kind of holiday a date is. */
public enum HolidayKind {
  /** By law, for most people. */
  PUBLIC,
  /** Banks and offices are closed; many shops are not. */
  BANK,
  /** Usual, without a law for all. */
  OPTIONAL
}
