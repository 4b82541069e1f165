package io.marcado.identity.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class CodeMessageTest {

  @Test
  void speaksTheLanguageOfTheBusiness() {
    assertThat(text("pt-BR", "Barbearia Demo")).startsWith("123456 é o seu código");
    assertThat(text("es", "Barbearia Demo")).startsWith("123456 es su código");
    assertThat(text("en-US", "Barbearia Demo")).startsWith("123456 is your code");
    assertThat(text("de", "Barbearia Demo")).startsWith("123456 is your code");
    assertThat(text("pt-BR", "Barbearia Demo")).contains("Barbearia Demo");
  }

  @Test
  void keepsToTwoParts() {
    String name = "Salão \n de\tBeleza " + "x".repeat(90);

    for (String locale : new String[] {"pt-BR", "es", "en"}) {
      assertThat(text(locale, name)).hasSizeLessThanOrEqualTo(134).doesNotContain("\n");
    }
  }

  private static String text(String locale, String business) {
    return CodeMessage.text(Locale.forLanguageTag(locale), business, "123456");
  }
}
