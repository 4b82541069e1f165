package io.marcado.domain;

/** The id of a session of a class. Opaque: nothing may be read from it. */
public record ClassSessionId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
