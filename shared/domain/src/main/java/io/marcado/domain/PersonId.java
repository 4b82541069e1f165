package io.marcado.domain;

/**
 * The id of a person at one business; a client's id is the same. Opaque: nothing may be read from
 * it.
 */
public record PersonId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
