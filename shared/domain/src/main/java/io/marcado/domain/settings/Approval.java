package io.marcado.domain.settings;

/** How the business accepts a new booking. */
public enum Approval {
  /** It is confirmed at once. */
  AUTOMATIC,
  /** It waits as PENDING, and holds its time, until staff confirm or reject it. */
  MANUAL
}
