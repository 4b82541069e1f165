package io.marcado.messaging.templates;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.Channel;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.messaging.bookings.BookingMessageKind;
import io.marcado.messaging.texts.Locales;
import io.marcado.messaging.texts.MessageTexts;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateRulesTest {
  private static final Locale BRAZIL = Locale.forLanguageTag("pt-BR");

  private final MessageTexts texts = new MessageTexts();

  @Test
  void shouldLetABusinessWordEachMessageAboutABooking() {
    assertThat(Stream.of(TemplateKind.values()).map(Enum::name))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(BookingMessageKind.values()).map(Enum::name).toList());
  }

  /** So that nobody loses anything who begins with our words. */
  @ParameterizedTest
  @EnumSource(TemplateKind.class)
  void shouldTakeOurOwnWordsFromEveryBusiness(TemplateKind kind) {
    for (Locale locale : Locales.TEXTS) {
      assertThat(faults(sms(kind, locale, texts.source(kind.template(), locale)), true)).isEmpty();
      if (kind.channels().contains(Channel.EMAIL)) {
        assertThat(
                faults(
                    email(
                        kind,
                        locale,
                        texts.source("subjects/" + kind.template(), locale),
                        texts.source("emails/notice", locale)),
                    true))
            .isEmpty();
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/own-templates.csv", delimiter = '|')
  void shouldSayWhatIsWrong(
      String text, FaultCode ofAll, String detailOfAll, FaultCode ofFree, String detailOfFree) {
    OwnTemplate own = sms(TemplateKind.CANCELLED, BRAZIL, text.replace("\\n", "\n"));

    expect(faults(own, false), ofAll, detailOfAll);
    expect(faults(own, true), ofFree, detailOfFree);
  }

  private static void expect(List<Fault> faults, FaultCode code, String detail) {
    if (code == null) {
      assertThat(faults).isEmpty();
    } else {
      assertThat(faults)
          .anySatisfy(
              fault -> {
                assertThat(fault.code()).isEqualTo(code);
                assertThat(fault.pointer()).isEqualTo("/text");
                assertThat(fault.detail()).contains(detail);
              });
    }
  }

  @Test
  void shouldNameEveryUnknownNameAndAllThatThereAre() {
    assertThat(
            faults(
                sms(TemplateKind.REMINDER, BRAZIL, "{{business}} {{when}} {{nome}} {{hora}}"),
                false))
        .extracting(Fault::detail)
        .containsExactly(
            "names nome, hora, which there is not; there are business, service, resources, when,"
                + " seats, who, link");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{=<% %>=}}",
        "{{>partial}}",
        "{{<parent}}{{/parent}}",
        "{{$block}}x{{/block}}",
        "{{}}",
        "{{ }}",
        "{{{who}}}",
        "{{&who}}",
        "{{! note }}",
        "{{.}}",
        "{{who.length}}",
        "{{who",
        "who}}",
        "{{#who}}",
        "{{/who}}",
        "{{#who}}{{#times}}{{/who}}{{/times}}",
        "{{-first}}",
        "{{w\nho}}"
      })
  void shouldRefuseWhateverElseTemplatesCanDo(String tag) {
    assertThat(faults(sms(TemplateKind.CONFIRMED, BRAZIL, "{{business}}: {{when}} " + tag), false))
        .isNotEmpty();
  }

  @Test
  void shouldTakeASubjectForAnEmailAndForNothingElse() {
    String text = "{{business}}: {{when}}";
    OwnTemplate.Key sms = key(TemplateKind.TEAM_NEW, Channel.SMS, BRAZIL);
    OwnTemplate.Key email = key(TemplateKind.TEAM_NEW, Channel.EMAIL, BRAZIL);

    assertThat(faults(own(sms, Optional.of(text), text), false))
        .extracting(Fault::pointer)
        .containsExactly("/subject");
    assertThat(faults(own(email, Optional.empty(), text), false))
        .extracting(Fault::pointer)
        .containsExactly("/subject");
    assertThat(faults(own(email, Optional.of("{{when}}"), "x".repeat(500)), false))
        .extracting(Fault::pointer)
        .containsExactly("/subject", "/text");
    assertThat(faults(own(sms, Optional.empty(), text + "x".repeat(480)), false))
        .extracting(Fault::code)
        .contains(FaultCode.TOO_LONG);
  }

  private static List<Fault> faults(OwnTemplate own, boolean free) {
    return TemplateRules.faults(own, free);
  }

  private static OwnTemplate sms(TemplateKind kind, Locale locale, String text) {
    return own(key(kind, Channel.SMS, locale), Optional.empty(), text);
  }

  private static OwnTemplate email(TemplateKind kind, Locale locale, String subject, String text) {
    return own(key(kind, Channel.EMAIL, locale), Optional.of(subject), text);
  }

  private static OwnTemplate.Key key(TemplateKind kind, Channel channel, Locale locale) {
    return new OwnTemplate.Key(kind, channel, locale);
  }

  private static OwnTemplate own(OwnTemplate.Key key, Optional<String> subject, String text) {
    return new OwnTemplate(key, subject, text, Instant.EPOCH);
  }
}
