package io.marcado.messaging.texts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainNameTest {
  @ParameterizedTest
  @CsvSource({
    "bank.example, bank example",
    "https://bank.example/login?x=1, https bank example login?x=1",
    "Salon (bit.ly/2xY), Salon (bit ly 2xY)",
    "me@bank.example, me bank example",
    "10.0.0.1, 10 0 0 1",
    "bank.example:8080, bank example 8080",
    "bank\u3002example, bank example",
    "bank\uFF0Eexample\uFF0Fx, bank example x",
    "'bank\u200B.\u200Bexample', bank example",
    "x1.5.example, x1 5 example",
    "a-.example, a- example"
  })
  void shouldMakeNoLink(String name, String plain) {
    assertThat(PlainName.of(name, 80)).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Dra. Rita",
        "Barbearia do Zé",
        "D'Ávila & <Filhos>",
        "Corte 10.50",
        "24/7",
        "Aula 14:00h",
        "Turma: tarde",
        "S. A.",
        "@barbearia"
      })
  void shouldLeaveOtherNames(String name) {
    assertThat(PlainName.of(name, 80)).isEqualTo(name);
  }

  /** A business that anybody may have signed up writes to strangers in its own name. */
  @ParameterizedTest
  @CsvSource({
    "Corte 30 min, Corte 30 min",
    "Ligue 0800 123 4567 ja, Ligue ja",
    "Ligue \uFF10\uFF18\uFF10\uFF10 ja, Ligue ja",
    "B\u0430nco do Brasil, do Brasil",
    "Школа танцев, Школа танцев",
    "Sala 101, Sala 101",
    "Banco Itaú - 4004-4828, Banco Itaú",
    "Banco Itaú - (11) 4004-4828:, Banco Itaú",
    "Salão (Centro), Salão (Centro)",
    "'T\u30B7\u30E3\u30C4 \u5E97', 'T\u30B7\u30E3\u30C4 \u5E97'",
    "IT-\u0448\u043A\u043E\u043B\u0430, IT-\u0448\u043A\u043E\u043B\u0430",
    "\u0421\u041E\u0420\u0410 2, 2",
    "\u0391\u039D\u0391 \u03A1\u039F, ''",
    "\u0428\u043A\u043E\u043B\u0430 \u0441 \u0410\u043D\u043E\u0439, \u0428\u043A\u043E\u043B\u0430"
        + " \u0441 \u0410\u043D\u043E\u0439",
    "Corte 60 + Barba 90 (11:30), Corte + Barba (11:30)"
  })
  void shouldHaveNoPhoneAndNoLookAlikes(String name, String plain) {
    assertThat(PlainName.of(PlainName.withoutNumbers(name), 80)).isEqualTo(plain);
  }

  @Test
  void shouldKeepItOnOneLineAndShort() {
    assertThat(PlainName.of(" Zé\r\n\u2028 do\u0007 \u202EBairro ", 80)).isEqualTo("Zé do Bairro");
    assertThat(PlainName.of("x".repeat(41), 40)).isEqualTo("x".repeat(37) + "...");
  }
}
