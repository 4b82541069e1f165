package io.marcado.platform.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Consumer;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

/** The refusals that RFC 8725 and the profile of RFC 9068 ask for. */
class TokenVerifierTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final String ISSUER = "https://api.example.com";

  private final EllipticCurveJsonWebKey key = key("2026-11");
  private final TokenVerifier verifier = verifier(key);

  @Test
  void shouldReadWhatItsOwnKeySigned() throws JoseException {
    assertThat(verifier.verify(token(claims -> {}, token -> {})))
        .contains(new TokenClaims("k3vq7d2hmxw5ra6t", "ana", "s1", 3));
  }

  @Test
  void shouldTakeEveryKeyOfTheSet() throws JoseException {
    EllipticCurveJsonWebKey next = key("2026-12");
    TokenVerifier rotating = verifier(next, key);
    String byNext =
        token(
            claims -> {},
            token -> {
              token.setKey(next.getPrivateKey());
              token.setKeyIdHeaderValue("2026-12");
            });

    assertThat(rotating.verify(token(claims -> {}, token -> {}))).isPresent();
    assertThat(rotating.verify(byNext)).isPresent();
  }

  @Test
  void shouldRefuseUnsignedTokens() throws JoseException {
    assertRefused(
        token(
            claims -> {},
            token -> {
              token.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
              token.setAlgorithmHeaderValue("none");
              token.setKey(null);
            }));
    String signed = token(claims -> {}, token -> {});
    assertRefused(signed.substring(0, signed.lastIndexOf('.') + 1));
    assertRefused(base64("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + "." + part(signed, 1) + ".");
  }

  @Test
  void shouldRefuseHeadersThatAreNoJsonOfOurs() throws JoseException {
    String signed = token(claims -> {}, token -> {});
    for (String value :
        new String[] {"99999999999999999999", "1e2147483648", "[".repeat(1000), "\"\\ud800\""}) {
      assertRefused(
          base64("{\"alg\":\"ES256\",\"kid\":\"2026-11\",\"typ\":" + value + "}")
              + "."
              + part(signed, 1)
              + "."
              + part(signed, 2));
    }
  }

  @Test
  void shouldRefuseHmacUnderThePublicKey() throws JoseException {
    for (byte[] publicKey :
        new byte[][] {
          key.getECPublicKey().getEncoded(),
          key.toJson(OutputControlLevel.PUBLIC_ONLY).getBytes(StandardCharsets.UTF_8)
        }) {
      assertRefused(
          token(
              claims -> {},
              token -> {
                token.setAlgorithmHeaderValue("HS256");
                token.setKey(new HmacKey(publicKey));
              }));
    }
  }

  @Test
  void shouldRefuseForeignKeys() throws JoseException {
    EllipticCurveJsonWebKey foreign = key("elsewhere");

    assertRefused(
        token(
            claims -> {},
            token -> {
              token.setKey(foreign.getPrivateKey());
              token.setKeyIdHeaderValue("elsewhere");
            }));
    assertRefused(token(claims -> {}, token -> token.setKey(foreign.getPrivateKey())));
    assertRefused(token(claims -> {}, token -> token.setKeyIdHeaderValue("elsewhere")));
    assertRefused(
        token(claims -> {}, token -> token.getHeaders().setObjectHeaderValue("kid", null)));
  }

  @Test
  void shouldTakeNoKeyFromTheTokenItself() throws JoseException {
    EllipticCurveJsonWebKey foreign = key("2026-11");

    assertRefused(
        token(
            claims -> {},
            token -> {
              token.setKey(foreign.getPrivateKey());
              token.getHeaders().setJwkHeaderValue("jwk", foreign);
            }));
    for (String header : new String[] {"jku", "x5u"}) {
      assertRefused(
          token(
              claims -> {},
              token -> {
                token.setKey(foreign.getPrivateKey());
                token.setHeader(header, "https://evil.example.com/keys");
              }));
    }
  }

  @Test
  void shouldRefuseOtherTypes() throws JoseException {
    assertRefused(token(claims -> {}, token -> token.setHeader("typ", "JWT")));
    assertRefused(
        token(claims -> {}, token -> token.getHeaders().setObjectHeaderValue("typ", null)));
    assertRefused(token(claims -> {}, token -> token.setHeader("typ", "refresh+jwt")));
  }

  @Test
  void shouldRefuseOtherIssuersAndAudiences() throws JoseException {
    assertRefused(token(claims -> claims.setIssuer(ISSUER + "/"), token -> {}));
    assertRefused(token(claims -> claims.unsetClaim("iss"), token -> {}));
    assertRefused(token(claims -> claims.setAudience("somebody"), token -> {}));
    assertRefused(token(claims -> claims.unsetClaim("aud"), token -> {}));
  }

  @Test
  void shouldRefuseTokensOutsideTheirTime() throws JoseException {
    assertRefused(token(claims -> claims.setExpirationTime(at(-6)), token -> {}));
    assertRefused(token(claims -> claims.unsetClaim("exp"), token -> {}));
    assertRefused(token(claims -> claims.setNotBefore(at(60)), token -> {}));
    assertRefused(token(claims -> claims.unsetClaim("iat"), token -> {}));
  }

  @Test
  void shouldRefuseTokensThatLackAClaim() throws JoseException {
    for (String claim :
        new String[] {
          "sub", "jti", TokenClaims.TENANT, TokenClaims.SESSION, TokenClaims.USER_VERSION
        }) {
      assertRefused(token(claims -> claims.unsetClaim(claim), token -> {}));
    }
    assertRefused(token(claims -> claims.setClaim(TokenClaims.TENANT, 7), token -> {}));
    assertRefused(token(claims -> claims.setClaim(TokenClaims.USER_VERSION, "x"), token -> {}));
  }

  @Test
  void shouldRefuseEncryptedTokens() throws JoseException {
    JsonWebEncryption encrypted = encrypted();
    assertRefused(encrypted.getCompactSerialization());
    JsonWebEncryption compressed = encrypted();
    compressed.setCompressionAlgorithmHeaderParameter("DEF");
    assertRefused(compressed.getCompactSerialization());
  }

  @Test
  void shouldRefuseWhatWasTamperedWith() throws JoseException {
    String token = token(claims -> {}, signed -> {});
    String other = token(claims -> claims.setSubject("bia"), signed -> {});

    assertRefused(part(token, 0) + "." + part(other, 1) + "." + part(token, 2));
    assertRefused("");
    assertRefused("nonsense");
    assertRefused("..");
    assertRefused("a".repeat(100_000));
    assertRefused(token(claims -> claims.setStringClaim("x", "y".repeat(4000)), signed -> {}));
  }

  @Test
  void shouldRefuseWhatAnotherVerifierTookByAKeyOfTheSameId() throws JoseException {
    String token = token(claims -> {}, signed -> {});
    TokenVerifier withAnotherKey = verifier(key(key.getKeyId()));
    TokenVerifier withAnotherId = verifier(key("2026-12"));

    for (int again = 0; again < 2; again++) {
      assertThat(verifier.verify(token)).isPresent();
      assertThat(withAnotherKey.verify(token)).isEmpty();
      assertThat(withAnotherId.verify(token)).isEmpty();
    }
  }

  @Test
  void shouldRefuseWhatItTookBeforeOnceItIsOver() throws JoseException {
    String token = token(claims -> {}, signed -> {});
    assertThat(verifier.verify(token)).isPresent();

    TokenVerifier later =
        new TokenVerifier(publicKeys(key), ISSUER, () -> NOW.plus(Duration.ofMinutes(16)));
    TokenVerifier elsewhere = new TokenVerifier(publicKeys(key), "https://else.example", () -> NOW);

    assertThat(later.verify(token)).isEmpty();
    assertThat(elsewhere.verify(token)).isEmpty();
    assertThat(verifier.verify(token)).isPresent();
  }

  @Test
  void shouldNeedKeysThatCanBeTold() {
    assertThatThrownBy(() -> new TokenVerifier("nonsense", ISSUER, () -> NOW))
        .isInstanceOf(IllegalArgumentException.class);
    String symmetric = "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"c2VjcmV0\"}]}";
    assertThatThrownBy(() -> new TokenVerifier(symmetric, ISSUER, () -> NOW))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void assertRefused(String token) {
    assertThat(verifier.verify(token)).isEmpty();
  }

  private String token(Consumer<JwtClaims> claiming, Consumer<JsonWebSignature> signing)
      throws JoseException {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(ISSUER);
    claims.setAudience(TokenClaims.AUDIENCE);
    claims.setSubject("ana");
    claims.setJwtId("t1");
    claims.setClaim(TokenClaims.TENANT, "k3vq7d2hmxw5ra6t");
    claims.setClaim(TokenClaims.SESSION, "s1");
    claims.setClaim(TokenClaims.USER_VERSION, 3);
    claims.setIssuedAt(at(0));
    claims.setExpirationTime(at(900));
    claiming.accept(claims);
    JsonWebSignature token = new JsonWebSignature();
    token.setPayload(claims.toJson());
    token.setAlgorithmHeaderValue("ES256");
    token.setHeader("typ", TokenClaims.TYPE);
    token.setKeyIdHeaderValue(key.getKeyId());
    token.setKey(key.getPrivateKey());
    signing.accept(token);
    return token.getCompactSerialization();
  }

  private JsonWebEncryption encrypted() throws JoseException {
    JsonWebEncryption encrypted = new JsonWebEncryption();
    encrypted.setPlaintext(token(claims -> {}, token -> {}));
    encrypted.setAlgorithmHeaderValue(KeyManagementAlgorithmIdentifiers.ECDH_ES);
    encrypted.setEncryptionMethodHeaderParameter(ContentEncryptionAlgorithmIdentifiers.AES_128_GCM);
    encrypted.setKeyIdHeaderValue(key.getKeyId());
    encrypted.setKey(key.getECPublicKey());
    encrypted.setContentTypeHeaderValue("JWT");
    return encrypted;
  }

  private static TokenVerifier verifier(EllipticCurveJsonWebKey... keys) {
    return new TokenVerifier(publicKeys(keys), ISSUER, () -> NOW);
  }

  private static String publicKeys(EllipticCurveJsonWebKey... keys) {
    return new JsonWebKeySet(keys).toJson(OutputControlLevel.PUBLIC_ONLY);
  }

  private static NumericDate at(long secondsFromNow) {
    return NumericDate.fromSeconds(NOW.getEpochSecond() + secondsFromNow);
  }

  private static String part(String token, int index) {
    return token.split("\\.", -1)[index];
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static EllipticCurveJsonWebKey key(String keyId) {
    try {
      EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
      key.setKeyId(keyId);
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }
}
