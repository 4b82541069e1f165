package io.marcado.senders.whatsapp;

import io.marcado.domain.PhoneNumber;
import io.marcado.platform.config.AllowedCountries;

/** Checks the number before it asks a provider. */
final class CheckedWhatsAppSender implements WhatsAppSender {
  private final WhatsAppSender provider;
  private final AllowedCountries countries;

  CheckedWhatsAppSender(WhatsAppSender provider, AllowedCountries countries) {
    this.provider = provider;
    this.countries = countries;
  }

  @Override
  public Outcome send(PhoneNumber to, WhatsAppTemplate message) {
    return countries.allow(to)
        ? provider.send(to, message)
        : new Outcome.Refused(Reason.COUNTRY_NOT_ALLOWED);
  }
}
