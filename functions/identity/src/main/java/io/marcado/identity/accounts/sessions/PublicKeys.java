package io.marcado.identity.accounts.sessions;

import io.marcado.platform.config.Variables;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.lang.JoseException;

/** The public keys that verify access tokens. */
@Singleton
final class PublicKeys {
  private final List<Map<String, Object>> keys;

  PublicKeys(Variables variables) {
    String set = variables.read(reader -> reader.text("TOKEN_VERIFICATION_KEYS"));
    try {
      this.keys =
          new JsonWebKeySet(set).getJsonWebKeys().stream().flatMap(PublicKeys::published).toList();
    } catch (JoseException e) {
      throw new IllegalStateException("the verification keys are not a JWK set");
    }
  }

  List<Map<String, Object>> all() {
    return keys;
  }

  // Rebuilt from its public members, so that nothing else of the variable is ever shown.
  private static Stream<Map<String, Object>> published(JsonWebKey key) {
    if (!(key instanceof EllipticCurveJsonWebKey)) {
      return Stream.empty();
    }
    Map<String, Object> members = key.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    members.put("use", "sig");
    members.put("alg", AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    return Stream.of(members);
  }
}
