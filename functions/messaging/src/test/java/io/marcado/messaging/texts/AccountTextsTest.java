package io.marcado.messaging.texts;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.settings.SmsAccents;
import io.marcado.identity.published.deliveries.AccountMessage;
import io.marcado.senders.email.EmailSender;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountTextsTest {
  private static final String CODE = "493027";
  private static final String TOKEN = "abcdefghijklmnop234567abcdefghij";

  private final MessageTexts texts = new MessageTexts();

  @ParameterizedTest(name = "{0} {1}")
  @CsvFileSource(resources = "/accounts.golden.csv", delimiter = '|')
  void shouldWriteTheTextThatWasAgreedOn(String locale, AccountMessage message, String text) {
    assertThat(write(message, locale, "Barbearia do Zé")).isEqualTo(text);
    assertThat(SmsText.of(text, SmsAccents.FOLD).parts()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "pt-BR, Seu código para Zé, Sua conta em Zé, Seu convite de Zé",
    "pt-PT, O seu código para Zé, A sua conta em Zé, O seu convite de Zé",
    "es-MX, Su código para Zé, Su cuenta en Zé, Su invitación de Zé",
    "de-DE, Your code for Zé, Your account at Zé, Your invitation from Zé"
  })
  void shouldNameTheBusinessInTheSubject(
      String locale, String code, String notice, String invitation) {
    assertThat(subject("code", locale, "Zé")).isEqualTo(code);
    assertThat(subject("notice", locale, "Zé")).isEqualTo(notice);
    assertThat(subject("invitation", locale, "Zé")).isEqualTo(invitation);
  }

  @ParameterizedTest
  @EnumSource(AccountMessage.class)
  void shouldSayWhatItCarriesFirstAndKeepToFewParts(AccountMessage message) {
    // A part has 67 characters where one is no plain Latin letter.
    int parts = message.secret() == AccountMessage.Secret.CODE ? 2 : 3;
    for (String locale : new String[] {"pt-BR", "pt-PT", "es", "en"}) {
      assertThat(
              write(
                  message, locale, "Salão \n de\tBeleza \u0007 100% {{secret}} " + "x".repeat(90)))
          .startsWith(secret(message))
          .contains("Salão de Beleza 100% {{secret}} xxx")
          .hasSizeLessThanOrEqualTo(67 * parts)
          .doesNotContainPattern("\\p{Cntrl}")
          .doesNotContain("http");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pt-BR", "pt-PT", "es", "en"})
  void shouldPutNoSecretAndNoLongNameIntoASubject(String locale) {
    for (String subject : new String[] {"code", "notice", "invitation"}) {
      assertThat(subject(subject, locale, "Salão \n de\tBeleza " + "x".repeat(90)))
          .doesNotContainPattern("\\p{Cntrl}|\\d")
          .hasSizeLessThanOrEqualTo(EmailSender.LONGEST_SUBJECT);
    }
  }

  @ParameterizedTest
  @EnumSource(AccountMessage.class)
  void shouldMakeNoLinkOfAName(AccountMessage message) {
    assertThat(write(message, "en", "Your bank: https://bank.example/login"))
        .contains("Your bank: https bank example login");
  }

  private String write(AccountMessage message, String locale, String business) {
    return texts
        .write(
            message.name().toLowerCase(Locale.ROOT),
            Locale.forLanguageTag(locale),
            new AccountNews(business, secret(message), false))
        .body();
  }

  private String subject(String name, String locale, String business) {
    return texts
        .write(
            "subjects/" + name,
            Locale.forLanguageTag(locale),
            new AccountNews(business, CODE, false))
        .body();
  }

  private static String secret(AccountMessage message) {
    return switch (message.secret()) {
      case CODE -> CODE;
      case TOKEN -> TOKEN;
      case NONE -> "";
    };
  }
}
