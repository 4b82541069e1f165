package io.marcado.senders.sms;

import io.marcado.domain.PhoneNumber;
import io.marcado.platform.config.AllowedCountries;
import java.util.Optional;

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
    return refusal(to, text)
        .<Outcome>map(Outcome.Refused::new)
        .orElseGet(() -> provider.send(to, text));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when the text is blank or too long
   */
  @Override
  public Outcome send(PhoneNumber to, String text, String messageId) {
    return refusal(to, text)
        .<Outcome>map(Outcome.Refused::new)
        .orElseGet(() -> provider.send(to, text, messageId));
  }

  private Optional<Reason> refusal(PhoneNumber to, String text) {
    if (text.isBlank() || text.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException(
          "a text message of %d characters".formatted(text.length()));
    }
    if (!countries.allow(to)) {
      return Optional.of(Reason.COUNTRY_NOT_ALLOWED);
    }
    return to.takesTexts() ? Optional.empty() : Optional.of(Reason.NOT_DELIVERABLE);
  }
}
