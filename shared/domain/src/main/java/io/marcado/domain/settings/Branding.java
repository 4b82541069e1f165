package io.marcado.domain.settings;

import java.util.Optional;

/**
 * How a business shows itself.
 *
 * @param displayName 1 to {@value #MAXIMUM_NAME} characters
 * @param logoUrl an https address of at most {@value #MAXIMUM_URL} characters
 * @param primaryColor {@code #rrggbb}
 */
public record Branding(
    String displayName, Optional<String> logoUrl, Optional<String> primaryColor) {
  /** Longest name, characters. */
  public static final int MAXIMUM_NAME = 100;

  /** Longest logo address, characters. */
  public static final int MAXIMUM_URL = 500;

  /** A name and nothing else. */
  public static Branding named(String displayName) {
    return new Branding(displayName, Optional.empty(), Optional.empty());
  }
}
