package io.marcado.bookings.published;

/** Who made a booking, or a change of it. */
public enum BookingSource {
  CLIENT,
  /** Somebody of the team, or a server of the business. */
  STAFF,
  /** A visitor, without a login; afterwards as a guest, with the manage token. */
  PUBLIC
}
