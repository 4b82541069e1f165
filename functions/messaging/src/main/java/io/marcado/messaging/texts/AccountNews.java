package io.marcado.messaging.texts;

import java.util.Locale;
import java.util.Map;

/**
 * The facts of a text about an account. None of them comes from the request.
 *
 * @param business the display name of the business
 * @param secret the code or token; empty for none
 * @param unknown true for a business that anybody may have signed up
 */
public record AccountNews(String business, String secret, boolean unknown) implements Contents {

  @Override
  public Map<String, String> values(Locale formats) {
    return Map.of("business", Names.business(business, unknown), "secret", secret);
  }

  /** Hides the secret. */
  @Override
  public String toString() {
    return "AccountNews";
  }
}
