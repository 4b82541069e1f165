package io.marcado.domain;

/** The id of an API key. Opaque: nothing may be read from it. */
public record ApiKeyId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
