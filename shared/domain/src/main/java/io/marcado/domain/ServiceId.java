package io.marcado.domain;

/** The id of a service of the catalogue. Opaque: nothing may be read from it. */
public record ServiceId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
