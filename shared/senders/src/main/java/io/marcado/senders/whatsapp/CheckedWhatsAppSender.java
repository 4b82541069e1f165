package io.marcado.senders.whatsapp;

import io.marcado.domain.PhoneNumber;
import io.marcado.platform.config.AllowedCountries;
import java.util.Optional;

/** Checks the number before it asks a provider. */
final class CheckedWhatsAppSender implements WhatsAppSender {
  private final WhatsAppSender provider;
  private final AllowedCountries countries;

  CheckedWhatsAppSender(WhatsAppSender provider, AllowedCountries countries) {
    this.provider = provider;
    this.countries = countries;
  }

  @Override
  public Outcome send(PhoneNumber to, WhatsAppMessage message, Optional<String> reference) {
    return countries.allow(to)
        ? provider.send(to, message, reference)
        : new Outcome.Refused(Reason.COUNTRY_NOT_ALLOWED);
  }

  @Override
  public WhatsAppSender from(OwnNumber number) {
    return new CheckedWhatsAppSender(provider.from(number), countries);
  }
}
