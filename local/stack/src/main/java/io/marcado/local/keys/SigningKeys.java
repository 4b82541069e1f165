package io.marcado.local.keys;

import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * A key pair for ES256.
 *
 * @param keyId the {@code kid}
 * @param privateJwk JSON with {@code kid}, for Secrets Manager
 * @param publicJwks JSON Web Key Set with the public half, for TOKEN_VERIFICATION_KEYS
 */
public record SigningKeys(String keyId, String privateJwk, String publicJwks) {

  /** A fresh pair; {@code kid} is the key's RFC 7638 thumbprint. */
  public static SigningKeys generate() {
    try {
      EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
      key.setKeyId(key.calculateBase64urlEncodedThumbprint("SHA-256"));
      key.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
      key.setUse("sig");
      return of(key);
    } catch (JoseException e) {
      throw new IllegalStateException("This JVM has no P-256", e);
    }
  }

  static SigningKeys parse(String privateJwk) {
    try {
      return of(JsonWebKey.Factory.newJwk(privateJwk));
    } catch (JoseException e) {
      throw new IllegalStateException("The kept signing key is no JWK", e);
    }
  }

  private static SigningKeys of(JsonWebKey key) {
    return new SigningKeys(
        key.getKeyId(),
        key.toJson(OutputControlLevel.INCLUDE_PRIVATE),
        new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY));
  }

  /** Hides the private half. */
  @Override
  public String toString() {
    return "SigningKeys " + keyId;
  }
}
