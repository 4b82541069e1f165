package io.marcado.domain;

/** The id of a booking. Opaque: nothing may be read from it. */
public record BookingId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
