package io.marcado.bookings.published;

/** Who made a booking. */
public enum BookingSource {
  CLIENT,
  STAFF,
  /** Somebody without a login. */
  PUBLIC
}
