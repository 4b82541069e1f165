package io.marcado.messaging.templates;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.Actor;
import io.marcado.domain.Channel;
import io.marcado.domain.settings.SmsAccents;
import io.marcado.messaging.MovableClock;
import io.marcado.messaging.TestTenant;
import io.marcado.messaging.texts.Appointment;
import io.marcado.messaging.texts.MessageTexts;
import io.marcado.messaging.texts.Notice;
import io.marcado.messaging.texts.SmsText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whose words go out. */
class BusinessTextsTest {
  private final MovableClock clock = new MovableClock("2026-11-20T12:00:00Z");
  private final TestTenant tenant = TestTenant.create();
  private final TemplateStore store = tenant.templates(clock);
  private final BusinessTexts texts = tenant.texts(clock);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pt-BR | own/pt-BR/confirmed | Ei",
        "pt    | own/pt-BR/confirmed | Ei",
        "pt-PT | pt-PT/confirmed     | Barbearia",
        "pt-AO | pt-PT/confirmed     | Barbearia",
        "es-MX | own/es/confirmed    | Hola",
        "en-GB | en/confirmed        | Barbearia"
      })
  void shouldUseTheWordsOfTheBusinessWhereItHasThem(String locale, String template, String start) {
    own("pt-BR", "Ei! {{business}}, {{when}}");
    own("es", "Hola! {{business}}, {{when}}");

    BusinessTexts.Sms sms = confirmed(locale, "Corte");

    assertThat(sms.template()).isEqualTo(template);
    assertThat(sms.text().body()).startsWith(start);
  }

  @Test
  void shouldTellThePresentFactsInTheFormatsOfTheReader() {
    own("en", "{{business}}: {{service}} & {{resources}}, {{when}}.{{^who}} Alone.{{/who}}");

    assertThat(confirmed("en-GB", "<Cut>").text().body())
        .isEqualTo("Barbearia: <Cut> & Ana, Mon 23 Nov, 09:00. Alone.");
  }

  /** The business paid when it wrote them. */
  @Test
  void shouldNotUseWordsThatThePlanNoLongerAllows() {
    own("pt-BR", "Veja https://example.com {{business}} {{when}}");
    assertThat(confirmed("pt-BR", "Corte").template()).isEqualTo("own/pt-BR/confirmed");

    tenant.has("FREE");

    assertThat(confirmed("pt-BR", "Corte").template()).isEqualTo("pt/confirmed");
    assertThat(confirmed("pt-BR", "Corte").text().body()).startsWith("Marcado / Barbearia: sua");
  }

  /** A text that was sound with usual names may fail with longer ones, or by later rules. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{{business}} {{when}} {{service}} {{service}} {{service}} {{service}} {{service}}"
            + " {{service}} {{service}} {{service}} {{service}} {{service}} {{service}}"
            + " {{service}}",
        "{{business}} {{when}} {{phone}}",
        "{{business}} {{when}} {{#who}}"
      })
  void shouldSendOurWordsWhereThoseOfTheBusinessCannotBeSent(String text) {
    own("pt-BR", text);

    assertThat(confirmed("pt-BR", "x".repeat(40)).template()).isEqualTo("pt/confirmed");
  }

  @Test
  void shouldWriteEmailsToTheTeamInTheWordsOfTheBusiness() {
    store.put(
        owner(),
        new OwnTemplate(
            key(TemplateKind.TEAM_NEW, Channel.EMAIL, "pt-BR"),
            Optional.of("Oba! {{business}}: {{service}}"),
            "{{subject}}\n\n{{when}} & {{resources}}",
            Instant.EPOCH));
    Notice notice = new Notice(booked("Corte"), Optional.empty(), List.of());

    assertThat(
            texts.email(tenant.id(), "team_new", "notice", Locale.forLanguageTag("pt-BR"), notice))
        .isEqualTo(
            new BusinessTexts.Email(
                "Oba! Barbearia: Corte",
                "Oba! Barbearia: Corte\n\nseg. 23/11 às 09:00 & Ana",
                "own/pt-BR/team_new"));
    assertThat(
            texts
                .sms(
                    tenant.id(),
                    "team_new",
                    Locale.forLanguageTag("pt-BR"),
                    SmsAccents.FOLD,
                    notice)
                .template())
        .isEqualTo("pt/team_new");
  }

  /**
   * With all its letters it would be more parts of an SMS than one may be, which an e-mail is not.
   */
  @Test
  void shouldWriteEmailsToClientsInTheWordsOfTheBusiness() {
    String words = "Até já, não falte! ".repeat(14);
    own("pt-BR", words + "{{business}}, {{when}}");
    Locale locale = Locale.forLanguageTag("pt-BR");

    BusinessTexts.Email email = texts.asEmail(tenant.id(), "confirmed", locale, booked("Corte"));

    assertThat(email)
        .isEqualTo(
            new BusinessTexts.Email(
                "Barbearia: Corte, seg. 23/11 às 09:00",
                words + "Barbearia, seg. 23/11 às 09:00",
                "own/pt-BR/confirmed"));
    assertThat(
            texts
                .sms(tenant.id(), "confirmed", locale, SmsAccents.KEEP, booked("Corte"))
                .template())
        .isEqualTo("pt/confirmed");
  }

  @Test
  void shouldForgetWordsThatWereTakenBack() {
    own("pt-BR", "Ei! {{business}}, {{when}}");
    store.delete(owner(), key(TemplateKind.CONFIRMED, Channel.SMS, "pt-BR"), clock.instant());

    assertThat(confirmed("pt-BR", "Corte").template()).isEqualTo("pt/confirmed");
  }

  private void own(String locale, String text) {
    store.put(
        owner(),
        new OwnTemplate(
            key(TemplateKind.CONFIRMED, Channel.SMS, locale),
            Optional.empty(),
            text,
            clock.instant()));
  }

  /** Each message costs: that of a usual booking, with all that a text may tell, is one. */
  @ParameterizedTest
  @EnumSource(TemplateKind.class)
  void shouldFitItsSampleIntoOneMessage(TemplateKind kind) {
    MessageTexts ours = new MessageTexts();
    for (String tag : List.of("pt-BR", "pt-PT", "es", "en")) {
      Locale locale = Locale.forLanguageTag(tag);
      Notice sample =
          Samples.notice(kind, locale, "Barbearia do Zé", true, LocalDate.parse("2026-11-30"));
      String body = ours.write(kind.template(), locale, sample).body();
      assertThat(SmsText.of(body, SmsAccents.FOLD).parts()).as("%s: %s", tag, body).hasSize(1);
    }
  }

  /** Who words a text finds each name in the guide, with what it tells. */
  @Test
  void shouldExplainEachVariableInTheGuide() throws IOException {
    String guide = Files.readString(Path.of("../../docs/guides/messages.md"));
    assertThat(
            Pattern.compile("(?m)^\\| `\\{\\{(\\w+)}}` \\|")
                .matcher(guide)
                .results()
                .map(row -> row.group(1)))
        .containsExactlyElementsOf(Stream.of(Variable.values()).map(Variable::key).toList());
  }

  private static OwnTemplate.Key key(TemplateKind kind, Channel channel, String locale) {
    return new OwnTemplate.Key(kind, channel, Locale.forLanguageTag(locale));
  }

  private BusinessTexts.Sms confirmed(String locale, String service) {
    return texts.sms(
        tenant.id(), "confirmed", Locale.forLanguageTag(locale), SmsAccents.FOLD, booked(service));
  }

  private Appointment booked(String service) {
    return new Appointment(
        "Barbearia",
        service,
        List.of("Ana"),
        LocalDateTime.parse("2026-11-23T09:00"),
        LocalDate.parse("2026-11-20"),
        Optional.empty(),
        tenant.standing(clock).isFree(tenant.id()));
  }

  private Actor owner() {
    return new Actor.Automation(tenant.id(), "test");
  }
}
