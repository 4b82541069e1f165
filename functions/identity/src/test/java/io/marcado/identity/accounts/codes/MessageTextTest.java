package io.marcado.identity.accounts.codes;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.senders.email.EmailSender;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessageTextTest {
  private static final String CODE = "493027";
  private static final String TOKEN = "abcdefghijklmnop234567abcdefghij";

  @Test
  void shouldSpeakTheLanguageOfTheBusiness() {
    assertThat(login("pt-BR", "Barbearia Demo").body())
        .startsWith("493027 é o seu código")
        .contains("Barbearia Demo");
    assertThat(login("es", "Barbearia Demo").body()).startsWith("493027 es su código");
    assertThat(login("en-US", "Barbearia Demo").body()).startsWith("493027 is your code");
    assertThat(login("de", "Barbearia Demo").body()).startsWith("493027 is your code");
    assertThat(login("pt-BR", "Barbearia Demo").subject())
        .isEqualTo("Seu código para Barbearia Demo");
  }

  @ParameterizedTest
  @EnumSource(Message.class)
  void shouldSayWhatItCarriesFirstAndKeepToFewParts(Message message) {
    String secret =
        switch (message.secret()) {
          case CODE -> CODE;
          case TOKEN -> TOKEN;
          case NONE -> "";
        };
    // A part has 67 characters where one is no plain Latin letter.
    int parts = message.secret() == Message.Secret.CODE ? 2 : 3;
    for (String locale : new String[] {"pt-BR", "es", "en"}) {
      MessageText text =
          MessageText.of(
              message,
              Locale.forLanguageTag(locale),
              "Salão \n de\tBeleza \u0007 100% %s " + "x".repeat(90),
              secret);
      assertThat(text.body())
          .startsWith(secret)
          .contains("Salão de Beleza 100% %s xxx")
          .hasSizeLessThanOrEqualTo(67 * parts)
          .doesNotContainPattern("\\p{Cntrl}")
          .doesNotContain("http");
      assertThat(text.subject())
          .doesNotContainPattern("\\p{Cntrl}")
          .hasSizeLessThanOrEqualTo(EmailSender.LONGEST_SUBJECT);
      assertThat(text.subject().contains(CODE)).isFalse();
    }
  }

  @Test
  void shouldMakeNoLinkOfAName() {
    assertThat(login("en", "Your bank: https://bank.example/login").body())
        .contains("Your bank: https bank example login");
  }

  private static MessageText login(String locale, String business) {
    return MessageText.of(Message.LOGIN_CODE, Locale.forLanguageTag(locale), business, CODE);
  }
}
