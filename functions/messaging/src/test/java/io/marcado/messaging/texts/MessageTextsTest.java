package io.marcado.messaging.texts;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.settings.SmsAccents;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import io.marcado.messaging.bookings.BookingMessageKind;
import io.marcado.senders.email.EmailSender;
import io.marcado.senders.sms.SmsSender;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MessageTextsTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
  private static final LocalDateTime START = LocalDateTime.parse("2026-11-23T09:00");

  private final MessageTexts texts = new MessageTexts();

  @ParameterizedTest(name = "{0} {1}")
  @CsvFileSource(resources = "/messages.golden.csv", delimiter = '|')
  void shouldWriteTheTextThatWasAgreedOn(String locale, String template, String text) {
    String body = texts.write(template, Locale.forLanguageTag(locale), haircut()).body();

    assertThat(body).isEqualTo(text).doesNotContainPattern("[\\p{Zs}&&[^ ]]");
    assertThat(parts(body)).isOne();
  }

  /** The attendee stands behind the time, and is one name more in the same part. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvFileSource(resources = "/messages.golden.csv", delimiter = '|')
  void shouldNameWhoComes(String locale, String template, String text) {
    Appointment ofLia = haircut(Optional.of("Lia Souza"));

    String body = texts.write(template, Locale.forLanguageTag(locale), ofLia).body();

    assertThat(body).contains(", Lia Souza.");
    assertThat(body.replace(", Lia Souza", "")).isEqualTo(text);
    assertThat(parts(body)).isOne();
  }

  /** An SMS to the team fits into one part too. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvFileSource(resources = "/team.golden.csv", delimiter = '|')
  void shouldTellTheTeamWhatWasAgreedOn(String locale, String template, String text) {
    Notice notice =
        new Notice(haircut(Optional.of("Lia Souza")), Optional.of(START.minusDays(3)), List.of());

    String body = texts.write(template, Locale.forLanguageTag(locale), notice).body();

    assertThat(body).isEqualTo(text).doesNotContainPattern("[\\p{Zs}&&[^ ]]");
    assertThat(parts(body)).isOne();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pt-BR | Barbearia do Zé: novidades. Aguardam resposta: 2. Canceladas: 1.",
        "en    | Barbearia do Zé: news. Waiting for an answer: 2. Cancelled: 1.",
        "es    | Barbearia do Zé: novedades. Esperan respuesta: 2. Canceladas: 1."
      })
  void shouldSumUpTheMorning(String locale, String text) {
    Notice notice = new Notice(haircut(Optional.of("Lia Souza")), Optional.empty(), List.of());
    Map<String, Overview.Section> sections = new LinkedHashMap<>();
    sections.put("waiting", new Overview.Section(2, List.of(notice)));
    sections.put("cancelled", new Overview.Section(1, List.of(notice)));
    Overview overview = new Overview("Barbearia do Zé", false, sections, Optional.empty());
    Locale language = Locale.forLanguageTag(locale);

    assertThat(texts.write("digest", language, overview).body()).isEqualTo(text);
    assertThat(texts.write("emails/digest", language, overview.under("Subject")).body())
        .startsWith("Subject\n\n")
        .contains(": 2\n", " - Corte de cabelo (Ana) - Lia Souza\n+ 1\n\n");
  }

  /** A visitor may book under any name. */
  @Test
  void shouldTellTheTeamNamesWithoutLinksAndPhones() {
    Notice forged =
        new Notice(
            haircut(Optional.of("Banco http://x.example 11987654321")),
            Optional.empty(),
            List.of());

    assertThat(texts.write("team_new", Locale.of("pt"), forged).body())
        .endsWith(", Banco http x example.");
  }

  @Test
  void shouldStayWithinWhatAnEmailTakes() {
    String endless = "😀".repeat(300);
    Appointment longNames =
        new Appointment(
            endless,
            endless,
            List.of(endless, endless, endless),
            START,
            TODAY,
            Optional.of(endless),
            true);
    Notice notice = new Notice(longNames, Optional.of(START), List.of());
    Overview overview =
        new Overview(
            endless,
            true,
            Map.of("new", new Overview.Section(50, Collections.nCopies(50, notice))),
            Optional.empty());

    String subject = texts.writeSubject("team_waiting", Locale.of("pt"), notice);
    assertThat(subject.length()).isLessThanOrEqualTo(EmailSender.LONGEST_SUBJECT);
    assertThat(texts.write("emails/digest", Locale.of("pt"), overview.under(subject)).body())
        .hasSizeLessThanOrEqualTo(EmailSender.LONGEST_TEXT);
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
    "pt-PT, pt-PT/reminder",
    "pt-AO, pt-PT/reminder",
    "pt-PT-x-old, pt-PT/reminder",
    "pt-PT, pt/digest",
    "pt, pt/reminder",
    "es-MX, es/reminder",
    "en-GB, en/reminder",
    "fr-FR, en/reminder"
  })
  void shouldFallBackToTheLanguageAndThenToEnglish(String locale, String template) {
    String name = template.substring(template.indexOf('/') + 1);

    assertThat(texts.write(name, Locale.forLanguageTag(locale), haircut()).template())
        .isEqualTo(template);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pt-BR | seg. 23/11 às 09:00",
        "pt-PT | seg. 23/11 às 09:00",
        "en-US | Mon, Nov 23, 9:00 AM",
        "en-GB | Mon 23 Nov, 09:00",
        "en-CA | Mon, Nov 23, 9:00 a.m",
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
            LocalDate.parse("2025-12-31"),
            Optional.empty(),
            false);

    assertThat(texts.write("confirmed", Locale.forLanguageTag(locale), nextYear).body())
        .contains(when);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pt-BR | confirmed | , a primeira de 10.",
        "pt-BR | received | , o primeiro de 10.",
        "en-US | team_new | , the first of 10.",
        "es-ES | team_waiting | , la primera de 10."
      })
  void shouldTellOfAllOfASeries(String locale, String template, String end) {
    Appointment first =
        new Appointment(
            "Barbearia do Zé", "Corte", List.of("Ana"), START, TODAY, Optional.empty(), false, 10);

    assertThat(texts.write(template, Locale.forLanguageTag(locale), first).body()).endsWith(end);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pt-BR | confirmed | 3 | (Ana), seg. 23/11 às 09:00, 3 lugares.",
        "pt-BR | reminder | 1 | (Ana), seg. 23/11 às 09:00.",
        "es-ES | received | 2 | (Ana), lun 23 nov, 09:00 h, 2 plazas.",
        "en-US | team_new | 20 | (Ana), Mon, Nov 23, 9:00 AM, 20 seats."
      })
  void shouldSayHowManySeatsAClassIsBookedWith(
      String locale, String template, int seats, String end) {
    assertThat(
            texts
                .write(template, Locale.forLanguageTag(locale), yoga(seats, Optional.empty()))
                .body())
        .endsWith(end);
  }

  @Test
  void shouldCutAReasonAtAWord() {
    String why =
        "A professora está doente e não há quem dê a aula no lugar dela, por isso só na próxima";

    assertThat(
            texts
                .write("cancelled", Locale.forLanguageTag("pt-BR"), yoga(1, Optional.of(why)))
                .body())
        .endsWith(
            "Motivo: A professora está doente e não há quem dê a aula no lugar dela, por isso só...");
  }

  @Test
  void shouldSayWhyAMoveWasRefused() {
    assertThat(
            texts
                .write("kept", Locale.forLanguageTag("pt-BR"), yoga(1, Optional.of("sala fechada")))
                .body())
        .endsWith(" Motivo: sala fechada.");
  }

  @Test
  void shouldSayInAnSmsWhichClassHasTooFew() {
    Notice notice = new Notice(yoga(1, Optional.empty()), Optional.empty(), List.of());
    Overview overview =
        new Overview(
            "Estúdio",
            false,
            Map.of("too_few", new Overview.Section(3, List.of(notice))),
            Optional.empty());

    assertThat(texts.write("digest", Locale.forLanguageTag("pt-BR"), overview).body())
        .isEqualTo(
            "Estúdio: novidades. Turmas com poucas inscrições: seg. 23/11 às 09:00 - Yoga (Ana) + 2.");
  }

  private static Appointment yoga(int seats, Optional<String> reason) {
    return new Appointment(
        "Estúdio",
        "Yoga",
        List.of("Ana"),
        START,
        Optional.empty(),
        Optional.empty(),
        TODAY,
        Optional.empty(),
        false,
        1,
        seats,
        reason);
  }

  @Test
  void shouldNameEveryResource() {
    Appointment withRoom =
        new Appointment(
            "Clínica",
            "Consulta",
            List.of("Dra. Rita", "Sala 2"),
            START,
            TODAY,
            Optional.empty(),
            false);

    assertThat(texts.write("confirmed", Locale.forLanguageTag("pt-BR"), withRoom).body())
        .contains("Consulta (Dra. Rita, Sala 2), seg.");
  }

  @Test
  void shouldNotEscapeAsForHtmlNorReadNamesAsTemplates() {
    Appointment odd =
        new Appointment(
            "D'Ávila & <Filhos>",
            "{{when}} 50%",
            List.of("\"Ana\""),
            START,
            TODAY,
            Optional.empty(),
            false);

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
            TODAY,
            Optional.empty(),
            false);

    String body = texts.write("confirmed", Locale.forLanguageTag("pt-BR"), forged).body();

    assertThat(body)
        .startsWith("Zé Seu banco: acesse http x example: ")
        .contains("Corte de olebac (Ana)");
    assertThat(body.codePoints()).noneMatch(Character::isISOControl);
  }

  @ParameterizedTest
  @EnumSource(BookingMessageKind.class)
  void shouldStayWithinWhatProvidersTakeHoweverLongTheNamesAre(BookingMessageKind kind) {
    String longest = "😀".repeat(40);
    String person = "😀".repeat(30);
    Appointment longNames =
        new Appointment(
            longest,
            longest,
            Stream.generate(() -> person).limit(12).toList(),
            START,
            TODAY.minusYears(1),
            Optional.of(person),
            true);
    Notice notice = new Notice(longNames, Optional.of(START.plusDays(1)), List.of());

    for (String language : OrganizationSettings.LANGUAGES) {
      String body =
          texts.write(kind.name().toLowerCase(Locale.ROOT), Locale.of(language), notice).body();
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
            + " (Sala), | Sala",
        "Zé 24 | Corte | Ana, Sala 2 | Marcado / Zé 24: sua reserva está confirmada. Corte (Ana,"
            + " Sala 2), | Sala",
        "08001234567 | 99999 | 5555 | Marcado: sua reserva está confirmada. ... (...), | Sala 12"
      })
  void shouldHaveFewDigitsInAllNamesTogether(
      String business, String service, String resources, String start, String who) {
    Appointment booked =
        new Appointment(
            business,
            service,
            List.of(resources.split(", ")),
            START,
            TODAY,
            Optional.of("Sala 12"),
            true);

    assertThat(texts.write("confirmed", Locale.forLanguageTag("pt-BR"), booked).body())
        .isEqualTo(start + " seg. 23/11 às 09:00, " + who + ".");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pt-BR | seg. 23/11 às 09:00 até qui. 26/11 às 09:00",
        "en-US | Mon, Nov 23, 9:00 AM to Thu, Nov 26, 9:00 AM",
        "es-ES | lun 23 nov, 09:00 h hasta jue 26 nov, 09:00 h"
      })
  void shouldTellAlsoWhenWhatLastsDaysEnds(String locale, String when) {
    Appointment boat =
        new Appointment(
            "Marina",
            "Barco",
            List.of("Ana"),
            START,
            Optional.of(START.plusDays(3)),
            TODAY,
            Optional.empty(),
            false,
            1);

    assertThat(texts.write("confirmed", Locale.forLanguageTag(locale), boat).body())
        .contains(" " + when + ".");
  }

  /** How many messages the text costs as an SMS. */
  private static int parts(String body) {
    return SmsText.of(body, SmsAccents.FOLD).parts().size();
  }

  /** On 3 November 2024 clocks of New York showed half past one twice. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pt-BR | 2024-11-03T05:30:00Z | dom. 03/11 às 01:30 (GMT-4)",
        "en-US | 2024-11-03T06:30:00Z | Sun, Nov 3, 1:30 AM (GMT-5)",
        "es-ES | 2024-11-03T07:30:00Z | dom 3 nov, 02:30 h"
      })
  void shouldNameTheClockWhereItShowsATimeTwice(String locale, Instant start, String when) {
    LocalTimeline newYork = new LocalTimeline(Zone.of("America/New_York"));
    Appointment night =
        new Appointment(
            "Club",
            "Table",
            List.of("One"),
            newYork.localOf(start),
            Optional.empty(),
            newYork.offsetIfTwice(start),
            LocalDate.parse("2024-10-20"),
            Optional.empty(),
            false,
            1,
            1,
            Optional.empty());

    assertThat(texts.write("confirmed", Locale.forLanguageTag(locale), night).body())
        .endsWith("(One), " + when + ".");
  }

  private static Appointment haircut() {
    return haircut(Optional.empty());
  }

  private static Appointment haircut(Optional<String> comes) {
    return new Appointment(
        "Barbearia do Zé", "Corte de cabelo", List.of("Ana"), START, TODAY, comes, false);
  }
}
