package io.marcado.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Phones as people write them. */
class PhoneNumberTest {

  @ParameterizedTest
  @CsvSource({
    "+5511999990001,+5511999990001,BR",
    "+55 (11) 99999-0001,+5511999990001,BR",
    "' +55 11 99999.0001 ',+5511999990001,BR",
    "+1 202-555-0143,+12025550143,US",
    "+351 912 345 678,+351912345678,PT",
    "+44 (0)20 7946 0958,+442079460958,GB",
    "+54 9 11 2345 6789,+5491123456789,AR"
  })
  void shouldReadANumberInInternationalForm(String written, String e164, String country) {
    assertThat(PhoneNumber.parse(written)).contains(new PhoneNumber(e164, country));
    assertThat(PhoneNumber.parse(e164)).contains(new PhoneNumber(e164, country));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "+",
        "5511999990001",
        "011 99999-0001",
        "+55 11",
        "+5511999990001234",
        "+999123456789",
        "+55 11 99999-0001 ext 5",
        "+1 800 FLOWERS",
        "+５５11999990001",
        "++5511999990001",
        "+5511999990001\n"
      })
  void shouldTakeNothingElse(String written) {
    assertThat(PhoneNumber.parse(written)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"+55999990001", "+5599990001"})
  void shouldTakeNoNumberThatCanBeDialledWithinATownOnly(String written) {
    assertThat(PhoneNumber.parse(written)).isEmpty();
  }

  @Test
  void shouldNotMakeAnotherNumberOfOneThatIsNone() {
    assertThat(PhoneNumber.parse("+5500999999999")).isEmpty();
    assertThat(PhoneNumber.parse("+55011999990001"))
        .contains(new PhoneNumber("+5511999990001", "BR"));
  }

  @Test
  void shouldNotShowAWholeNumberInALog() {
    assertThat(PhoneNumber.parse("+5511999990001").orElseThrow()).hasToString("+…01");
  }
}
