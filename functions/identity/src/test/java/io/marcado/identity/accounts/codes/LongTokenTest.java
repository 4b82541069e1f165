package io.marcado.identity.accounts.codes;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongTokenTest {

  @Test
  void shouldReadATokenInAnyCaseAndWithSpacesAround() {
    LongToken token = new LongToken("abcdefghijklmnop", LongToken.secret(new SecureRandom()));

    assertThat(LongToken.find(" " + token.text().toUpperCase(java.util.Locale.ROOT) + "\n"))
        .contains(token);
    assertThat(token.text()).hasSize(LongToken.LENGTH);
    assertThat(token).hasToString("LongToken");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "493027",
        "abcdefghijklmnop234567abcdefghi",
        "abcdefghijklmnop234567abcdefghijk",
        "abcdefghijklmnop-34567abcdefghij",
        "abcdefghijklmnop014567abcdefghij"
      })
  void shouldTakeNothingElseForAToken(String text) {
    assertThat(LongToken.find(text)).isEmpty();
  }
}
