package io.marcado.domain;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
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
  @CsvSource({
    // Brazil: with and without the ninth digit; fixed lines have eight.
    "+55 31 8888-7777,+5531988887777",
    "+55 31 98888-7777,+5531988887777",
    "+55 (0)31 8888-7777,+5531988887777",
    "+55 11 7777-1234,+5511977771234",
    "+55 11 3333-4444,+551133334444",
    // Argentina: as a mobile is written abroad, at home, and from a fixed line.
    "+54 9 11 2345-6789,+5491123456789",
    "+54 11 2345-6789,+5491123456789",
    "+54 11 15 2345-6789,+5491123456789",
    "+54 221 456 7890,+5492214567890",
    // Mexico: before and since August 2019.
    "+52 1 55 1234 5678,+525512345678",
    "+52 55 1234 5678,+525512345678"
  })
  void shouldKnowOnePhoneInBothOfItsForms(String written, String e164) {
    assertThat(PhoneNumber.parse(written)).map(PhoneNumber::e164).contains(e164);
  }

  @Property
  void shouldGiveOneBrazilianMobileOneNumber(
      @ForAll @IntRange(min = 1, max = 9) int first,
      @ForAll @IntRange(min = 1, max = 9) int second,
      @ForAll @IntRange(min = 60_000_000, max = 99_999_999) int subscriber) {
    String area = "+55" + first + second;
    assertThat(PhoneNumber.parse(area + subscriber))
        .isPresent()
        .isEqualTo(PhoneNumber.parse(area + "9" + subscriber));
  }

  @Property
  void shouldGiveOneArgentineMobileOneNumber(
      @ForAll @LongRange(min = 1_100_000_000L, max = 3_899_999_999L) long number) {
    assertThat(PhoneNumber.parse("+54" + number)).isEqualTo(PhoneNumber.parse("+549" + number));
  }

  @Property
  void shouldGiveOneMexicanMobileOneNumber(
      @ForAll @LongRange(min = 2_000_000_000L, max = 9_999_999_999L) long number) {
    assertThat(PhoneNumber.parse("+521" + number))
        .isPresent()
        .isEqualTo(PhoneNumber.parse("+52" + number));
  }

  @Property
  void shouldLeaveANumberAsItGivesIt(
      @ForAll("countries") int country,
      @ForAll @LongRange(min = 100_000_000L, max = 99_999_999_999L) long number) {
    PhoneNumber.parse("+" + country + number)
        .ifPresent(phone -> assertThat(PhoneNumber.parse(phone.e164())).contains(phone));
  }

  @Provide
  Arbitrary<Integer> countries() {
    return Arbitraries.of(55, 54, 52, 1, 351, 44, 49);
  }

  @Property
  void shouldFindANumberByItsBeginningInAnyForm(
      @ForAll("forms") String digits, @ForAll @IntRange(min = 0, max = 13) int length) {
    String number = PhoneNumber.parse("+" + digits).orElseThrow().e164();
    String beginning = digits.substring(0, Math.min(length, digits.length()));
    assertThat(number).startsWith(PhoneNumber.beginning(beginning));
  }

  @Provide
  Arbitrary<String> forms() {
    return Arbitraries.of(
        "553188887777",
        "5531988887777",
        "551133334444",
        "5491123456789",
        "541123456789",
        "525512345678",
        "5215512345678",
        "12025550143");
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

  /** Premium numbers cost those who send to them. */
  @ParameterizedTest
  @CsvSource({
    "+5511999990001, true",
    "+12025550143, true",
    "+551133335555, false",
    "+19002345678, false",
    "+18002345678, false"
  })
  void shouldKnowWhichNumbersTakeTexts(String number, boolean takes) {
    assertThat(PhoneNumber.parse(number).orElseThrow().takesTexts()).isEqualTo(takes);
  }
}
