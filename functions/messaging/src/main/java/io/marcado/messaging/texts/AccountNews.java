package io.marcado.messaging.texts;

import java.util.Locale;
import java.util.Map;

/**
 * What a text tells about an account. Nothing of a request gets in here.
 *
 * @param business the name that the business shows
 * @param secret the code or token; empty for none
 */
public record AccountNews(String business, String secret) implements Contents {

  @Override
  public Map<String, String> values(Locale formats) {
    return Map.of("business", Names.business(business), "secret", secret);
  }

  /** Hides the secret. */
  @Override
  public String toString() {
    return "AccountNews";
  }
}
