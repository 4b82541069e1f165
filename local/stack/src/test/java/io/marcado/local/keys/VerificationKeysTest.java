package io.marcado.local.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationKeysTest {
  private final SigningKeys old = SigningKeys.generate();
  private final SigningKeys fresh = SigningKeys.generate();
  private final VerificationKeys set = new VerificationKeys(old.publicJwks());

  @Test
  void shouldTakeAKeyInBesideTheOthersAndOnce() {
    VerificationKeys both = set.with(fresh);

    assertThat(both.keyIds()).containsExactly(fresh.keyId(), old.keyId());
    assertThat(both.with(fresh)).isEqualTo(both);
    assertThat(both.jwks()).doesNotContain("\"d\"");
  }

  @Test
  void shouldLeaveOneOut() {
    VerificationKeys both = set.with(fresh);

    assertThat(both.without(old.keyId()).keyIds()).containsExactly(fresh.keyId());
    assertThat(both.without("unknown")).isEqualTo(both);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "{}",
        "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"AAAA\"}]}"
      })
  void shouldRefuseWhatIsNoSetOfPublicKeys(String jwks) {
    assertThatIllegalArgumentException().isThrownBy(() -> new VerificationKeys(jwks));
  }

  @Test
  void shouldRefuseAPrivateKeyAmongThem() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VerificationKeys("{\"keys\":[" + old.privateJwk() + "]}"));
  }
}
