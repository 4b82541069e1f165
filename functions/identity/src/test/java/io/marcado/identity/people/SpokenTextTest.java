package io.marcado.identity.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenTextTest {

  @ParameterizedTest
  @CsvSource({
    "souza, true",
    "SOU ana, true",
    "ana s, true",
    "davila, true",
    "d'avila, true",
    "d avila, true",
    "ávila, true",
    "maria-clara, true",
    "mariaclara, true",
    "clara maria, true",
    "souzas, false",
    "uza, false",
    "bia, false",
    "99999-0001, true",
    "(11) 99999 0001, true",
    "011 99999-0001, true",
    "5511, true",
    "0001, true",
    "ana 0001, true",
    "ana 0002, false",
    "99999-0002, false"
  })
  void shouldFindPeopleAsTheyAreSaid(String text, boolean found) {
    assertThat(
            SpokenText.of(text)
                .isFoundIn("Ana Maria-Clara D\u2019\u00c1vila Souza", "5511999990001"))
        .isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource({"soren, S\u00f8ren", "lukasz, \u0141ukasz", "weiss, Wei\u00df", "jose, Jose\u0301"})
  void shouldReadLettersAsNeighboursDo(String text, String name) {
    assertThat(SpokenText.of(text).isFoundIn(name, "1")).isTrue();
  }
}
