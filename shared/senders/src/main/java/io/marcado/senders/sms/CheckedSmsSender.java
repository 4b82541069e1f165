package io.marcado.senders.sms;

import io.marcado.domain.PhoneNumber;
import io.marcado.platform.config.AllowedCountries;

/** Checks text and number before it asks a provider. */
final class CheckedSmsSender implements SmsSender {
  private final SmsSender provider;
  private final AllowedCountries countries;

  CheckedSmsSender(SmsSender provider, AllowedCountries countries) {
    this.provider = provider;
    this.countries = countries;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when the text is blank or too long
   */
  @Override
  public Outcome send(PhoneNumber to, String text) {
    return isServed(to, text)
        ? provider.send(to, text)
        : new Outcome.Refused(Reason.COUNTRY_NOT_ALLOWED);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when the text is blank or too long
   */
  @Override
  public Outcome send(PhoneNumber to, String text, String messageId) {
    return isServed(to, text)
        ? provider.send(to, text, messageId)
        : new Outcome.Refused(Reason.COUNTRY_NOT_ALLOWED);
  }

  private boolean isServed(PhoneNumber to, String text) {
    if (text.isBlank() || text.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException(
          "a text message of %d characters".formatted(text.length()));
    }
    return countries.allow(to);
  }
}
