package io.marcado.domain;

/**
 * The id of a resource: a person, a space or a piece of equipment. Opaque: nothing may be read from
 * it.
 */
public record ResourceId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
