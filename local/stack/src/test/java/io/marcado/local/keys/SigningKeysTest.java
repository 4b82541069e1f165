package io.marcado.local.keys;

import static org.assertj.core.api.Assertions.assertThat;

import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.junit.jupiter.api.Test;

class SigningKeysTest {
  @Test
  void shouldVerifyWithThePublicHalfWhatThePrivateOneSigned() throws Exception {
    SigningKeys keys = SigningKeys.generate();
    EllipticCurveJsonWebKey signer =
        (EllipticCurveJsonWebKey) JsonWebKey.Factory.newJwk(keys.privateJwk());
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload("hello");
    signature.setAlgorithmHeaderValue("ES256");
    signature.setKeyIdHeaderValue(signer.getKeyId());
    signature.setKey(signer.getPrivateKey());
    String signed = signature.getCompactSerialization();

    JsonWebKey verifier = new JsonWebKeySet(keys.publicJwks()).getJsonWebKeys().getFirst();
    JsonWebSignature read = new JsonWebSignature();
    read.setCompactSerialization(signed);
    read.setKey(verifier.getKey());

    assertThat(read.verifySignature()).isTrue();
    assertThat(read.getKeyIdHeaderValue()).isEqualTo(verifier.getKeyId());
    assertThat(keys.publicJwks()).doesNotContain("\"d\"");
  }
}
