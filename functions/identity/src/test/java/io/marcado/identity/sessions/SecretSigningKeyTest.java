package io.marcado.identity.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.local.keys.SigningKeys;
import io.marcado.platform.config.Variables;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

class SecretSigningKeyTest {
  private final SigningKeys keys = SigningKeys.generate();
  private int asked;

  @Test
  void isReadOnceAtItsFirstUse() {
    SecretSigningKey key = key(keys.privateJwk());
    assertThat(asked).isZero();

    assertThat(key.get().getPrivateKey()).isNotNull();
    assertThat(key.get()).isSameAs(key.get());

    assertThat(asked).isEqualTo(1);
  }

  @Test
  void refusesAKeyThatNobodyVerifiesWith() {
    assertThatThrownBy(() -> key(SigningKeys.generate().privateJwk()).get())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("verification keys");
  }

  @Test
  void refusesAForeignKeyUnderAKnownId() {
    String kid = keys.privateJwk().replaceAll(".*\"kid\":\"([^\"]+)\".*", "$1");
    String foreign =
        SigningKeys.generate()
            .privateJwk()
            .replaceAll("\"kid\":\"[^\"]+\"", "\"kid\":\"" + kid + "\"");

    assertThatThrownBy(() -> key(foreign).get()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesAPublicKeyAndNonsenseWithoutQuotingThem() {
    String publicKey = keys.publicJwks().replaceAll(".*\\[(.*)].*", "$1");

    assertThatThrownBy(() -> key(publicKey).get()).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> key(null).get()).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> key("top secret nonsense").get())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageNotContaining("nonsense")
        .hasNoCause();
  }

  private SecretSigningKey key(@Nullable String secret) {
    SecretsManagerClient secrets =
        new SecretsManagerClient() {
          @Override
          public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
            assertThat(request.secretId()).isEqualTo("signing-key");
            asked++;
            return GetSecretValueResponse.builder().secretString(secret).build();
          }

          @Override
          public String serviceName() {
            return SERVICE_NAME;
          }

          @Override
          public void close() {
            // Nothing is open.
          }
        };
    return new SecretSigningKey(
        secrets,
        new Variables(
            Map.of(
                "TOKEN_SIGNING_SECRET",
                "signing-key",
                "TOKEN_VERIFICATION_KEYS",
                keys.publicJwks())));
  }
}
