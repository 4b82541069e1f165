package io.marcado.identity.accounts.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.keys.SigningKeys;
import io.marcado.platform.config.Variables;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublicKeysTest {

  @Test
  void shouldShowTheKeysAsVerifiersNeedThem() {
    PublicKeys keys = keys(SigningKeys.generate().publicJwks());

    assertThat(keys.all())
        .singleElement()
        .satisfies(
            key ->
                assertThat(key)
                    .containsOnlyKeys("kty", "kid", "use", "alg", "crv", "x", "y")
                    .containsEntry("kty", "EC")
                    .containsEntry("crv", "P-256")
                    .containsEntry("alg", "ES256"));
  }

  @Test
  void shouldNeverShowAPrivateHalf() {
    PublicKeys keys = keys("{\"keys\":[" + SigningKeys.generate().privateJwk() + "]}");

    assertThat(keys.all()).singleElement().satisfies(key -> assertThat(key).doesNotContainKey("d"));
  }

  private static PublicKeys keys(String set) {
    return new PublicKeys(new Variables(Map.of("TOKEN_VERIFICATION_KEYS", set)));
  }
}
