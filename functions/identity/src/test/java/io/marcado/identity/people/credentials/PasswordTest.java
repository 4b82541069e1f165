package io.marcado.identity.people.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.PhoneNumber;
import io.marcado.platform.json.Faults;
import io.marcado.platform.json.FieldReader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12345678x",
        "correct horse battery",
        "  eight  ",
        "\uD83D\uDC88\uD83D\uDC88\uD83D\uDC88\uD83D\uDC88"
            + "\uD83D\uDC88\uD83D\uDC88\uD83D\uDC88\uD83D\uDC88",
        "пароль для всех",
      })
  void shouldTakeAnyUnicodeAsItIs(String text) {
    assertThat(faults(Password.chosen(), TextNode.valueOf(text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"password", "PassWord1", "12345678", "senha123", "Corinthians"})
  void shouldRefuseTheCommonestWhenTheyAreChosen(String text) {
    assertThat(faults(Password.chosen(), TextNode.valueOf(text)))
        .containsExactly(
            new Fault(
                "/password",
                FaultCode.GUESSABLE,
                "is one of the commonest passwords; choose another"));
    assertThat(faults(Password.given(), TextNode.valueOf(text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"         ", "\t\n\r\t\n\r\t\n", "\u00a0\u0000\u00a0\u0000\u3000\u0000 \u0000"})
  void shouldRefuseWhatHasNothingToBeSeen(String text) {
    assertThat(faults(Password.chosen(), TextNode.valueOf(text))).hasSize(1);
  }

  @Test
  void shouldKnowThousandsOfCommonOnes() {
    assertThat(CommonPasswords.ALL)
        .hasSizeGreaterThan(11_000)
        .allMatch(text -> text.equals(text.toLowerCase(Locale.ROOT)))
        .allMatch(text -> faults(Password.given(), TextNode.valueOf(text)).isEmpty());
    assertThat(new Password("Trustno1").isCommon()).isTrue();
    assertThat(new Password("correct horse battery").isCommon()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"my99990001!", "ANA@example.com", "barbearia do zé", "+5511999990001"})
  void shouldRefuseWhatOthersKnowOfThePerson(String text) {
    assertThat(faultFor(text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"correct horse battery", "ana@example.com.br", "9999 0001 9999"})
  void shouldTakeWhatIsTheirOwn(String text) {
    assertThat(faultFor(text)).isEmpty();
  }

  private static Optional<Fault> faultFor(String text) {
    return new Password(text)
        .faultFor(
            "/password",
            PhoneNumber.parse("+5511999990001").orElseThrow(),
            Optional.of("Ana@example.com"),
            Optional.of("Barbearia do Zé"));
  }

  @Test
  void shouldCountCharactersAsPeopleDo() {
    assertThat(faults(Password.chosen(), TextNode.valueOf("short 7"))).hasSize(1);
    assertThat(faults(Password.chosen(), TextNode.valueOf("ã".repeat(128)))).isEmpty();
    assertThat(faults(Password.chosen(), TextNode.valueOf("a\u0303".repeat(128)))).isEmpty();
    assertThat(faults(Password.chosen(), TextNode.valueOf("ã".repeat(129)))).hasSize(1);
  }

  @Test
  void shouldRefuseWhatIsNoText() {
    assertThat(faults(Password.chosen(), IntNode.valueOf(12345678)))
        .containsExactly(new Fault("/password", FaultCode.TYPE, "must be a string"));
    assertThat(faults(Password.given(), TextNode.valueOf("broken \ud800 pair"))).hasSize(1);
  }

  @Test
  void shouldShowNobody() {
    assertThat(new Password("correct horse battery").toString()).doesNotContain("horse");
  }

  private static List<Fault> faults(FieldReader<Password> reader, JsonNode value) {
    Faults faults = new Faults();
    Password read = reader.read(value, "/password", faults);
    assertThat(read == null).isEqualTo(!faults.none());
    return faults.all();
  }
}
