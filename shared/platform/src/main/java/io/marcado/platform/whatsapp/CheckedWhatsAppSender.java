package io.marcado.platform.whatsapp;

import io.marcado.domain.PhoneNumber;
import io.marcado.platform.sms.AllowedCountries;
import java.util.Locale;
import java.util.regex.Pattern;

/** What is checked before any provider is asked: that it is a code, and where it goes. */
public final class CheckedWhatsAppSender implements WhatsAppSender {
  private static final Pattern CODE = Pattern.compile("[0-9A-Za-z]{1," + LONGEST_CODE + "}");

  private final WhatsAppSender provider;
  private final AllowedCountries countries;

  public CheckedWhatsAppSender(WhatsAppSender provider, AllowedCountries countries) {
    this.provider = provider;
    this.countries = countries;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when it is no code
   */
  @Override
  public Outcome send(PhoneNumber to, String code, Locale language) {
    if (!CODE.matcher(code).matches()) {
      throw new IllegalArgumentException("a code of %d characters".formatted(code.length()));
    }
    return countries.allow(to)
        ? provider.send(to, code, language)
        : new Outcome.Refused(Reason.COUNTRY_NOT_ALLOWED);
  }
}
