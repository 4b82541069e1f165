package io.marcado.identity.accounts.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.local.keys.SigningKeys;
import io.marcado.local.keys.VerificationKeys;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SecretSigningKeyTest {
  private final SigningKeys keys = SigningKeys.generate();
  private final SigningKeys other = SigningKeys.generate();
  private final String both = new VerificationKeys(keys.publicJwks()).with(other).jwks();
  private final StoredSecret secret = new StoredSecret();

  @Test
  void shouldBeReadAtItsFirstUseAndThenEveryFiveMinutes() {
    SecretSigningKey key = key(keys.privateJwk());
    assertThat(secret.timesRead()).isZero();

    assertThat(key.get().getPrivateKey()).isNotNull();
    secret.advance(SecretSigningKey.KEPT.minusSeconds(1));
    assertThat(key.get().getKeyId()).isEqualTo(keys.keyId());
    assertThat(secret.timesRead()).isEqualTo(1);

    secret.advance(Duration.ofSeconds(1));
    assertThat(key.get().getKeyId()).isEqualTo(keys.keyId());
    assertThat(secret.timesRead()).isEqualTo(2);
  }

  @Test
  void shouldTakeANewKeyWhenItIsReadAgain() {
    secret.put(keys.privateJwk());
    SecretSigningKey key = secret.signingKey(both);
    assertThat(key.get().getKeyId()).isEqualTo(keys.keyId());

    secret.put(other.privateJwk());
    assertThat(key.get().getKeyId()).isEqualTo(keys.keyId());
    secret.advance(SecretSigningKey.KEPT);

    assertThat(key.get().getKeyId()).isEqualTo(other.keyId());
  }

  @Test
  void shouldNotTakeAKeyThatNobodyVerifiesWithYet() {
    SecretSigningKey key = key(keys.privateJwk());
    key.get();

    secret.put(other.privateJwk());
    secret.advance(SecretSigningKey.KEPT);
    assertThat(key.get().getKeyId()).isEqualTo(keys.keyId());
    assertThat(secret.timesRead()).isEqualTo(2);

    // It is asked for now and then only, not at every signature.
    assertThat(key.get().getKeyId()).isEqualTo(keys.keyId());
    assertThat(secret.timesRead()).isEqualTo(2);
  }

  @Test
  void shouldSignWithThePreviousValueAfterATooEarlySwitch() {
    secret.put(keys.privateJwk());
    secret.put(other.privateJwk());

    assertThat(secret.signingKey(keys.publicJwks()).get().getKeyId()).isEqualTo(keys.keyId());
  }

  @Test
  void shouldNotTakeWhatIsNoKeyAtAllEither() {
    SecretSigningKey key = key(keys.privateJwk());
    key.get();

    secret.put("top secret nonsense");
    secret.advance(SecretSigningKey.KEPT);

    assertThat(key.get().getKeyId()).isEqualTo(keys.keyId());
  }

  @Test
  void shouldKeepTheKeyDuringAnOutageAndTryAgainSoon() {
    secret.put(keys.privateJwk());
    SecretSigningKey key = secret.signingKey(both);
    key.get();
    secret.put(other.privateJwk());

    secret.fail(true);
    secret.advance(SecretSigningKey.KEPT);
    assertThat(key.get().getKeyId()).isEqualTo(keys.keyId());
    assertThat(key.get().getKeyId()).isEqualTo(keys.keyId());
    assertThat(secret.timesRead()).isEqualTo(2);
    secret.fail(false);
    secret.advance(Duration.ofSeconds(30));

    assertThat(key.get().getKeyId()).isEqualTo(other.keyId());
  }

  @Test
  void shouldRefuseAKeyThatNobodyVerifiesWith() {
    assertThatThrownBy(() -> key(other.privateJwk()).get())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("verification keys");
  }

  @Test
  void shouldRefuseAForeignKeyUnderAKnownId() {
    String foreign =
        other.privateJwk().replaceAll("\"kid\":\"[^\"]+\"", "\"kid\":\"" + keys.keyId() + "\"");

    assertThatThrownBy(() -> key(foreign).get()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldRefuseAPublicKeyAndNonsenseWithoutQuotingThem() {
    String publicKey = keys.publicJwks().replaceAll(".*\\[(.*)].*", "$1");

    assertThatThrownBy(() -> key(publicKey).get()).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> key("top secret nonsense").get())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageNotContaining("nonsense")
        .hasNoCause();
  }

  private SecretSigningKey key(String value) {
    secret.put(value);
    return secret.signingKey(keys.publicJwks());
  }
}
