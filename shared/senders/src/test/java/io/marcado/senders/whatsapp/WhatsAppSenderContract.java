package io.marcado.senders.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.domain.PhoneNumber;
import io.marcado.platform.config.AllowedCountries;
import io.marcado.senders.whatsapp.WhatsAppSender.Outcome;
import io.marcado.senders.whatsapp.WhatsAppSender.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every sender of messages by WhatsApp does, the fake as well as the real one. */
abstract class WhatsAppSenderContract {
  static final AllowedCountries BRAZIL = new AllowedCountries(Set.of("BR"));
  static final PhoneNumber ANA = PhoneNumber.parse("+5511999990001").orElseThrow();
  private static final PhoneNumber ABROAD = PhoneNumber.parse("+4915112345678").orElseThrow();

  /** A sender to Brazil only. */
  abstract WhatsAppSender sender();

  /**
   * What it has handed over: number, template, language of the words ({@code pt}), parameters, and
   * that of the button, by bars.
   */
  abstract List<String> handedOver();

  @ParameterizedTest
  @CsvSource({"pt-BR, pt", "pt-PT, pt", "es-MX, es", "en-US, en", "fr, en"})
  void shouldHandACodeOverOnceInALanguageOfTheTemplate(String language, String expected) {
    assertThat(sender().send(ANA, code("012345", Locale.forLanguageTag(language))))
        .isInstanceOfSatisfying(
            Outcome.Accepted.class, accepted -> assertThat(accepted.messageId()).isNotBlank());

    assertThat(handedOver())
        .containsExactly("+5511999990001|marcado_code|" + expected + "|012345|012345");
  }

  @Test
  void shouldSendNothingToOtherCountries() {
    assertThat(sender().send(ABROAD, code("012345", Locale.GERMAN)))
        .isEqualTo(new Outcome.Refused(Reason.COUNTRY_NOT_ALLOWED));

    assertThat(handedOver()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "12 34", "1234567890123456", "visit https://x.example"})
  void shouldRefuseCodesThatAreNone(String code) {
    assertThatThrownBy(() -> sender().send(ANA, code(code, Locale.ENGLISH)))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(handedOver()).isEmpty();
  }

  @Test
  void shouldHandOverAnyTemplateWithItsParametersInTheirOrder() {
    WhatsAppTemplate reminder =
        WhatsAppTemplate.of("reminder", Locale.ENGLISH, "Barbearia do Zé", "Corte, 50%");

    assertThat(sender().send(ANA, reminder)).isInstanceOf(Outcome.Accepted.class);

    assertThat(handedOver())
        .containsExactly("+5511999990001|reminder|en|Barbearia do Zé, Corte, 50%|");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two\nlines", "a\ttab", "a     gap"})
  void shouldRefuseParametersThatWhatsAppDoes(String parameter) {
    assertThatThrownBy(
            () -> sender().send(ANA, WhatsAppTemplate.of("reminder", Locale.ENGLISH, parameter)))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(handedOver()).isEmpty();
  }

  static WhatsAppTemplate code(String code, Locale language) {
    return WhatsAppTemplate.ofCode("marcado_code", language, code);
  }
}
