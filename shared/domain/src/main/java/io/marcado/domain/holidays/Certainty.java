package io.marcado.domain.holidays;

/** How sure we are of a holiday's date. */
public enum Certainty {
  /** Two independent sources agree, or we decided by the law. */
  CONFIRMED,

  /** Only one source has it: the owner should look. */
  ONE_SOURCE,

  /** Reckoned by the moon, and decided a few days before. */
  ESTIMATED
}
