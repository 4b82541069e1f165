package io.marcado.local.keys;

import java.util.ArrayList;
import java.util.List;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * The keys that tokens are verified with. A rotation adds one, and later takes one away.
 *
 * @param jwks a JSON Web Key Set of public EC keys, each with its {@code kid}
 */
public record VerificationKeys(String jwks) {

  /**
   * @throws IllegalArgumentException when it is no such set
   */
  public VerificationKeys {
    for (JsonWebKey key : read(jwks)) {
      if (key.getKeyId() == null || !"EC".equals(key.getKeyType())) {
        throw new IllegalArgumentException("a verification key has no kid or is no EC key");
      }
      if (key instanceof PublicJsonWebKey pair && pair.getPrivateKey() != null) {
        throw new IllegalArgumentException("a private key among the verification keys");
      }
    }
  }

  /** This set and the public half of one more, which comes first. */
  public VerificationKeys with(SigningKeys added) {
    return with(new VerificationKeys(added.publicJwks()));
  }

  /** This set and others, which come first. */
  VerificationKeys with(VerificationKeys others) {
    List<JsonWebKey> keys = new ArrayList<>(read(others.jwks()));
    List<String> ids = others.keyIds();
    read(jwks).stream().filter(key -> !ids.contains(key.getKeyId())).forEach(keys::add);
    return of(keys);
  }

  /** This set but for one. */
  public VerificationKeys without(String keyId) {
    return of(read(jwks).stream().filter(key -> !key.getKeyId().equals(keyId)).toList());
  }

  /** In the order of the set. */
  public List<String> keyIds() {
    return read(jwks).stream().map(JsonWebKey::getKeyId).toList();
  }

  private static VerificationKeys of(List<JsonWebKey> keys) {
    return new VerificationKeys(new JsonWebKeySet(keys).toJson(OutputControlLevel.PUBLIC_ONLY));
  }

  private static List<JsonWebKey> read(String jwks) {
    try {
      return new JsonWebKeySet(jwks).getJsonWebKeys();
    } catch (JoseException e) {
      throw new IllegalArgumentException("the verification keys are not a JWK set", e);
    }
  }
}
