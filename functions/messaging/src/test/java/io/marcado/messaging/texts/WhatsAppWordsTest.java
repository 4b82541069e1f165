package io.marcado.messaging.texts;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.messaging.templates.TemplateKind;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Docs list the templates as they must be approved; a test of the generated files compares them.
 */
class WhatsAppWordsTest {
  private final WhatsAppWords words = new WhatsAppWords(new MessageTexts());

  static Stream<TemplateKind> toClients() {
    return Stream.of(TemplateKind.values())
        .filter(kind -> kind.audience() == TemplateKind.Audience.CLIENT);
  }

  /** Else Meta refuses it. */
  @ParameterizedTest
  @MethodSource("toClients")
  void shouldHaveBothParametersWithinTheWords(TemplateKind kind) {
    for (Locale language : Locales.TEXTS) {
      String body = words.approved(kind.template(), language).body();

      assertThat(body).containsOnlyOnce("{{1}}").containsOnlyOnce("{{2}}").endsWith(".");
      assertThat(body).doesNotStartWith("{").doesNotContain("}}.", "{{#", "{{/", "\n");
      assertThat(body.replaceAll("\\{\\{[12]}}", "")).doesNotContain("{").hasSizeLessThan(550);
    }
  }

  @ParameterizedTest
  @CsvSource({"pt, pt-BR", "pt-AO, pt-PT", "pt-PT, pt-PT", "es-MX, es", "en-GB, en", "fr, en"})
  void shouldBeInTheLanguageThatIsNextToTheReader(String locale, String language) {
    WhatsAppWords.Filled filled =
        words.fill("confirmed", Locale.forLanguageTag(locale), contents("Zé", "Corte"));

    assertThat(filled.template().language().toLanguageTag()).isEqualTo(language);
    assertThat(filled.template().name()).isEqualTo("marcado_confirmed");
  }

  @Test
  void shouldTellAllThatTheSmsTells() {
    WhatsAppWords.Filled filled =
        words.fill("cancelled", Locale.forLanguageTag("pt-BR"), contents("Zé", "Corte"));

    assertThat(filled.template().parameters())
        .containsExactly("Zé", "Corte (Ana), seg. 23/11 às 09:00, Bia. Motivo: Estou doente.");
    assertThat(filled.text())
        .isEqualTo(
            "Mensagem de Zé: sua reserva foi cancelada. Corte (Ana), seg. 23/11 às 09:00, Bia."
                + " Motivo: Estou doente. Dúvidas? Fale com o estabelecimento.");
  }

  @Test
  void shouldFillInNamesThatLookLikeParameters() {
    WhatsAppWords.Filled filled =
        words.fill("confirmed", Locale.ENGLISH, contents("{{2}}", "\n\t     "));

    assertThat(filled.text()).contains(": your booking is confirmed. ");
  }

  private static Appointment contents(String business, String service) {
    return new Appointment(
        business,
        service,
        List.of("Ana"),
        LocalDateTime.parse("2026-11-23T09:00"),
        Optional.empty(),
        Optional.empty(),
        LocalDate.parse("2026-11-20"),
        Optional.of("Bia"),
        false,
        1,
        1,
        Optional.of("Estou doente."));
  }
}
