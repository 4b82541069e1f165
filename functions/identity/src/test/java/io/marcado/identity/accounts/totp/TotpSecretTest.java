package io.marcado.identity.accounts.totp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpSecretTest {
  private static final TotpSecret SECRET =
      new TotpSecret("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:10Z");
  private static final long STEP = TotpSecret.stepAt(NOW);

  /** RFC 6238, appendix B, of which six digits are the last six of eight. */
  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130",
  })
  void shouldGiveTheCodesOfTheStandard(long seconds, String code) {
    assertThat(SECRET.code(TotpSecret.stepAt(Instant.ofEpochSecond(seconds)))).isEqualTo(code);
  }

  /** RFC 4226, appendix D. */
  @ParameterizedTest
  @CsvSource({"0, 755224", "1, 287082", "2, 359152", "7, 162583", "9, 520489"})
  void shouldGiveTheCodesOfItsCounter(long counter, String code) {
    assertThat(SECRET.code(counter)).isEqualTo(code);
  }

  @Test
  void shouldTakeTheCodeOfOneStepAside() {
    assertThat(SECRET.stepOf(SECRET.code(STEP), NOW, 0)).hasValue(STEP);
    assertThat(SECRET.stepOf(SECRET.code(STEP - 1), NOW, 0)).hasValue(STEP - 1);
    assertThat(SECRET.stepOf(SECRET.code(STEP + 1), NOW, 0)).hasValue(STEP + 1);
    assertThat(SECRET.stepOf(SECRET.code(STEP - 2), NOW, 0)).isEmpty();
    assertThat(SECRET.stepOf(SECRET.code(STEP + 2), NOW, 0)).isEmpty();
  }

  @Test
  void shouldTakeNoCodeOfAStepThatWasUsedOrIsBeforeIt() {
    assertThat(SECRET.stepOf(SECRET.code(STEP), NOW, STEP)).isEqualTo(OptionalLong.empty());
    assertThat(SECRET.stepOf(SECRET.code(STEP - 1), NOW, STEP)).isEmpty();
    assertThat(SECRET.stepOf(SECRET.code(STEP + 1), NOW, STEP)).hasValue(STEP + 1);
  }

  @Test
  void shouldBeTextThatAppsTakeAndBeShownToNobodyElse() {
    assertThat(SECRET.text()).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    assertThat(SECRET.toString()).doesNotContain("GEZ");
    assertThat(TotpSecret.next(new Random(1)).text()).matches("[A-Z2-7]{32}");
    assertThat(TotpSecret.next(new Random(1))).isNotEqualTo(TotpSecret.next(new Random(2)));
  }
}
