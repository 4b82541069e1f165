package io.marcado.messaging.texts;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.settings.SmsAccents;
import io.marcado.messaging.texts.SmsText.Encoding;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmsTextTest {
  /** What {@link SmsText} may not know: which letters an SMS of 7 bits can have, by their cost. */
  private static final String ONE_SEPTET = "aZ09 @£éüÇñÅΔß!\n";

  private static final String TWO_SEPTETS = "€[]{}\\~^|";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a  | 160 | 1",
        "a  | 161 | 2",
        "a  | 306 | 2",
        "a  | 307 | 3",
        "é  | 160 | 1",
        "€  |  80 | 1",
        "€  |  81 | 2",
        "€  | 152 | 2",
        "€  | 153 | 3",
        "ã  |  70 | 1",
        "ã  |  71 | 2",
        "ã  | 134 | 2",
        "ã  | 135 | 3",
        "😀 |  35 | 1",
        "😀 |  36 | 2",
        "😀 |  66 | 2",
        "😀 |  67 | 3"
      })
  void shouldCountThePartsThatANetworkSends(String letter, int times, int parts) {
    assertThat(SmsText.of(letter.repeat(times), SmsAccents.KEEP).parts()).hasSize(parts);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"banco.®com", "banco.😀com", "www.\u200Dbanco", "banco⒈com", "Ana.✂com: às 9h"})
  void shouldMakeNoLinkOfWhatIsNone(String text) {
    assertThat(SmsText.of(text, SmsAccents.FOLD).body()).isEqualTo(text);
  }

  /** A phone joins the parts; each is a message that a network carries, cut between letters. */
  @Property(tries = 300)
  void shouldComeBackTogetherOnThePhone(@ForAll("texts") String text) {
    SmsText sms = SmsText.of(text, SmsAccents.KEEP);
    boolean sevenBits =
        text.codePoints().allMatch(letter -> (ONE_SEPTET + TWO_SEPTETS).indexOf(letter) >= 0);
    List<String> parts = sms.parts();
    int most = parts.size() == 1 ? (sevenBits ? 160 : 70) : (sevenBits ? 153 : 67);

    assertThat(sms.encoding()).isEqualTo(sevenBits ? Encoding.GSM_7 : Encoding.UCS_2);
    assertThat(String.join("", parts)).isEqualTo(text);
    for (String part : parts) {
      assertThat(units(part, sevenBits)).isLessThanOrEqualTo(most);
      assertThat(Character.isHighSurrogate(part.charAt(part.length() - 1))).isFalse();
    }
    // No part has room left for what the next one begins with.
    for (int i = 1; i < parts.size(); i++) {
      String next = Character.toString(parts.get(i).codePointAt(0));
      assertThat(units(parts.get(i - 1) + next, sevenBits)).isGreaterThan(most);
    }
  }

  private static long units(String text, boolean sevenBits) {
    long twice = text.chars().filter(letter -> TWO_SEPTETS.indexOf(letter) >= 0).count();
    return sevenBits ? text.length() + twice : text.length();
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<Integer> plain = letters(ONE_SEPTET + TWO_SEPTETS);
    Arbitrary<Integer> any = letters(ONE_SEPTET + TWO_SEPTETS + "ãí–😀👍🏽汉");
    return Arbitraries.oneOf(plain, any)
        .list()
        .ofMinSize(1)
        .ofMaxSize(500)
        .map(SmsTextTest::joined)
        .edgeCases(cases -> cases.none());
  }

  private static Arbitrary<Integer> letters(String letters) {
    return Arbitraries.of(letters.codePoints().boxed().toList());
  }

  private static String joined(List<Integer> letters) {
    StringBuilder text = new StringBuilder();
    letters.forEach(text::appendCodePoint);
    return text.toString();
  }

  /** Only text of Latin letters, marks and pictures is folded, and nothing that means something. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sáb. 28/11 às 09:00     | sab. 28/11 às 09:00",
        "Não, coração, órgãos    | Nao, coracao, orgaos",
        "ÇÃO é à ü ñ Ñ ¿ ¡       | ÇAO é à ü ñ Ñ ¿ ¡",
        "“Zé’s” — 9–12 h…        | \"Zé's\" - 9-12 h...",
        "R$\u00A050,00 9:00\u202FAM | R$ 50,00 9:00 AM",
        "nº 5, 2ª sala, m², ½    | no 5, 2a sala, m2, 1/2",
        "Łódź, Œuvre, Đặng Thị   | Lodz, OEuvre, Dang Thi",
        "Zé 💈: corte            | Zé: corte",
        "💈 Zé 💈 Filhos: corte  | Zé Filhos: corte",
        "Ana (👩‍🔧 Bia 🇧🇷)        | Ana (Bia)",
        "sa\u0301b 1\uFE0F\u20E3 | sab 1",
        "50 € [x]                | 50 € [x]"
      })
  void shouldFoldWhatTheAlphabetOfSmsLacks(String text, String folded) {
    SmsText sms = SmsText.of(text, SmsAccents.FOLD);

    assertThat(sms.body()).isEqualTo(folded);
    assertThat(sms.encoding()).isEqualTo(Encoding.GSM_7);
    assertThat(SmsText.of(text, SmsAccents.KEEP).body()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Иван: às 9",
        "寿司: não",
        "Clínica Ωmega Δ ω",
        "₲ 50.000 às 9",
        // A name that is nothing but a picture.
        "💈: não",
        "Corte (💈), sáb",
        "Marcado / 💈💈: não"
      })
  void shouldLeaveATextAsItIsWhereFoldingWouldLoseSomethingOrWinNothing(String text) {
    SmsText sms = SmsText.of(text, SmsAccents.FOLD);

    assertThat(sms.body()).isEqualTo(text);
    assertThat(sms.encoding()).isEqualTo(Encoding.UCS_2);
  }

  @Test
  void shouldShowNoTextInLogs() {
    assertThat(SmsText.of("493027", SmsAccents.FOLD).toString()).doesNotContain("493027");
  }
}
