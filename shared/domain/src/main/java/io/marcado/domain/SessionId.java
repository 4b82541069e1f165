package io.marcado.domain;

/** The id of a session, which one sign-in opens. Opaque: nothing may be read from it. */
public record SessionId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
