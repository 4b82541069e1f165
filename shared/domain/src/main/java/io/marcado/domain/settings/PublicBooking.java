package io.marcado.domain.settings;

/** Whether a business takes bookings without a login. */
public enum PublicBooking {
  /** None: clients sign in, by a code to their phone or by password, or the business books. */
  OFF,
  /** From visitors who give a name, and prove their phone by a code that went to it. */
  CODE_REQUIRED,
  /** From visitors who give a name and a phone. */
  OPEN
}
