package io.marcado.domain;

/** The id of a block. Opaque: nothing may be read from it. */
public record BlockId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
