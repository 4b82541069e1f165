package io.marcado.domain;

/** The id of a series of bookings. Opaque: nothing may be read from it. */
public record SeriesId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
