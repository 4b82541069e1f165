package io.marcado.identity.sessions;

import io.marcado.platform.config.Variables;
import jakarta.inject.Singleton;
import java.security.interfaces.ECPublicKey;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The private JWK in Secrets Manager, read at its first use and kept, so that it never gets into a
 * snapshot. It must belong to one of the public keys that functions verify with: a token that only
 * its signer believes in would lock everybody out.
 */
@Singleton
final class SecretSigningKey implements SigningKey {
  private final SecretsManagerClient secrets;
  private final String secretId;
  private final String verificationKeys;
  private @Nullable PublicJsonWebKey key;

  private record Configuration(String secretId, String verificationKeys) {}

  SecretSigningKey(SecretsManagerClient secrets, Variables variables) {
    Configuration configuration =
        variables.read(
            reader ->
                new Configuration(
                    reader.text("TOKEN_SIGNING_SECRET"), reader.text("TOKEN_VERIFICATION_KEYS")));
    this.secrets = secrets;
    this.secretId = configuration.secretId();
    this.verificationKeys = configuration.verificationKeys();
  }

  @Override
  public synchronized PublicJsonWebKey get() {
    PublicJsonWebKey present = key;
    if (present == null) {
      present =
          checked(secrets.getSecretValue(request -> request.secretId(secretId)).secretString());
      key = present;
    }
    return present;
  }

  private PublicJsonWebKey checked(@Nullable String secret) {
    if (secret == null) {
      throw new IllegalStateException("the signing secret has no text");
    }
    try {
      if (JsonWebKey.Factory.newJwk(secret) instanceof EllipticCurveJsonWebKey signing
          && signing.getPrivateKey() != null
          && isVerified(signing)) {
        return signing;
      }
    } catch (JoseException e) {
      // Its message may quote the key.
      throw new IllegalStateException("the signing secret is not a JWK");
    }
    throw new IllegalStateException(
        "the signing secret is not the private half of one of the verification keys");
  }

  private boolean isVerified(EllipticCurveJsonWebKey signing) throws JoseException {
    return new JsonWebKeySet(verificationKeys)
        .getJsonWebKeys().stream()
            .filter(
                known -> known.getKeyId() != null && known.getKeyId().equals(signing.getKeyId()))
            .anyMatch(
                known ->
                    known.getKey() instanceof ECPublicKey verifying
                        && verifying.getW().equals(signing.getECPublicKey().getW()));
  }
}
