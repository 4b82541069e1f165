package io.marcado.bookings.published;

/** Who made a booking. */
public enum BookingSource {
  CLIENT,
  STAFF,
  /** A visitor, without a login. */
  PUBLIC
}
