package io.marcado.messaging.texts;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import io.marcado.senders.sms.SmsSender;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTextsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
  private static final LocalTimeline SAO_PAULO = new LocalTimeline(Zone.of("America/Sao_Paulo"));

  private final MessageTexts texts = new MessageTexts();

  @ParameterizedTest(name = "{0} {1}")
  @CsvFileSource(resources = "/messages.golden.csv", delimiter = '|')
  void shouldWriteTheTextThatWasAgreedOn(String locale, String template, String text) {
    String body = texts.write(template, Locale.forLanguageTag(locale), haircut()).body();

    assertThat(body).isEqualTo(text);
    assertThat(SmsSegments.of(body)).isLessThanOrEqualTo(2);
  }

  @Test
  void shouldHaveTextsInEachLanguageThatABusinessMayChoose() {
    for (String language : OrganizationSettings.LANGUAGES) {
      assertThat(texts.write("reminder", Locale.of(language), haircut()).template())
          .isEqualTo(language + "/reminder");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "pt-BR, pt/reminder",
    "pt-PT, pt/reminder",
    "pt, pt/reminder",
    "es-MX, es/reminder",
    "en-GB, en/reminder",
    "fr-FR, en/reminder"
  })
  void shouldFallBackToTheLanguageAndThenToEnglish(String locale, String template) {
    assertThat(texts.write("reminder", Locale.forLanguageTag(locale), haircut()).template())
        .isEqualTo(template);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pt-BR | seg. 23/11 às 09:00",
        "en-US | Mon, Nov 23, 9:00 AM",
        "en-GB | Mon 23 Nov, 09:00",
        "es-ES | lun 23 nov, 09:00 h",
        "fr-FR | Mon, Nov 23, 9:00 AM"
      })
  void shouldWriteTheTimeAsPeopleThereDo(String locale, String when) {
    assertThat(texts.write("confirmed", Locale.forLanguageTag(locale), haircut()).body())
        .endsWith("(Ana), " + when + ".");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pt-BR | seg. 23/11/2026 às 09:00",
        "en-US | Mon, Nov 23, 2026, 9:00 AM",
        "es-ES | lun 23 nov 2026, 09:00 h"
      })
  void shouldNameTheYearWhenItIsAnother(String locale, String when) {
    Appointment nextYear =
        new Appointment(
            "Barbearia do Zé",
            "Corte",
            List.of("Ana"),
            START,
            SAO_PAULO,
            Instant.parse("2025-12-31T12:00:00Z"),
            false);

    assertThat(texts.write("confirmed", Locale.forLanguageTag(locale), nextYear).body())
        .contains(when);
  }

  @Test
  void shouldWriteTheTimeOfTheBusinessAndNotOfTheServer() {
    Appointment inTokyo =
        new Appointment(
            "Zé",
            "Corte",
            List.of("Ana"),
            START,
            new LocalTimeline(Zone.of("Asia/Tokyo")),
            NOW,
            false);

    assertThat(texts.write("reminder", Locale.forLanguageTag("pt-BR"), inTokyo).body())
        .contains("seg. 23/11 às 21:00");
  }

  @Test
  void shouldNameEveryResource() {
    Appointment withRoom =
        new Appointment(
            "Clínica", "Consulta", List.of("Dra. Rita", "Sala 2"), START, SAO_PAULO, NOW, false);

    assertThat(texts.write("confirmed", Locale.forLanguageTag("pt-BR"), withRoom).body())
        .contains("Consulta (Dra. Rita, Sala 2), seg.");
  }

  @Test
  void shouldNotEscapeAsForHtmlNorReadNamesAsTemplates() {
    Appointment odd =
        new Appointment(
            "D'Ávila & <Filhos>", "{{when}} 50%", List.of("\"Ana\""), START, SAO_PAULO, NOW, false);

    assertThat(texts.write("confirmed", Locale.forLanguageTag("pt-BR"), odd).body())
        .startsWith("D'Ávila & <Filhos>: ")
        .contains("{{when}} 50% (\"Ana\")");
  }

  @Test
  void shouldKeepNamesOnTheirLine() {
    Appointment forged =
        new Appointment(
            "Zé\r\n\r\nSeu banco: acesse\u2028http://x.example",
            "Corte\u0000\u0007\t de \u202Eolebac",
            List.of("A\u200Bna\n"),
            START,
            SAO_PAULO,
            NOW,
            false);

    String body = texts.write("confirmed", Locale.forLanguageTag("pt-BR"), forged).body();

    assertThat(body)
        .startsWith("Zé Seu banco: acesse http x example: ")
        .contains("Corte de olebac (Ana)");
    assertThat(body.codePoints()).noneMatch(Character::isISOControl);
  }

  @Test
  void shouldStayWithinWhatProvidersTakeHoweverLongTheNamesAre() {
    String endless = "😀".repeat(300);
    Appointment longNames =
        new Appointment(
            endless,
            endless,
            Stream.generate(() -> endless).limit(12).toList(),
            START,
            SAO_PAULO,
            NOW,
            false);

    for (String template :
        List.of("received", "confirmed", "moved", "cancelled", "rejected", "reminder")) {
      String body = texts.write(template, Locale.forLanguageTag("pt-BR"), longNames).body();
      assertThat(body.length()).isLessThanOrEqualTo(SmsSender.LONGEST_TEXT);
      assertThat(body).contains("😀...");
    }
  }

  /** Anybody may have signed the business up, and may spread a phone over its names. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Ligue 080 | 012 | 345, Sala 67 | Marcado / Ligue 080: sua reserva está confirmada. ..."
            + " (Sala),",
        "Zé 24 | Corte | Ana, Sala 2 | Marcado / Zé 24: sua reserva está confirmada. Corte (Ana,"
            + " Sala 2),",
        "08001234567 | 99999 | 5555 | Marcado: sua reserva está confirmada. ... (...),"
      })
  void shouldHaveFewDigitsInAllNamesTogether(
      String business, String service, String resources, String start) {
    Appointment booked =
        new Appointment(
            business, service, List.of(resources.split(", ")), START, SAO_PAULO, NOW, true);

    assertThat(texts.write("confirmed", Locale.forLanguageTag("pt-BR"), booked).body())
        .isEqualTo(start + " seg. 23/11 às 09:00.");
  }

  private static Appointment haircut() {
    return new Appointment(
        "Barbearia do Zé", "Corte de cabelo", List.of("Ana"), START, SAO_PAULO, NOW, false);
  }
}
