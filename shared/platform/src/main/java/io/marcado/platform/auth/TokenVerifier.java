package io.marcado.platform.auth;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Checks access tokens as RFC 8725 asks: one algorithm (ES256), our own keys only, chosen by {@code
 * kid} and never by what the token brings along; type, issuer and audience exact; expiry required.
 */
public final class TokenVerifier {
  private static final int LONGEST = 2048;
  private static final int CLOCK_SKEW_SECONDS = 5;

  private final List<JsonWebKey> keys;
  private final String issuer;
  private final InstantSource clock;

  /**
   * @param publicKeys a JWK set of public EC keys, each with its {@code kid}
   * @param issuer the exact {@code iss}
   * @throws IllegalArgumentException when the set is not readable or has a key without {@code kid}
   */
  public TokenVerifier(String publicKeys, String issuer, InstantSource clock) {
    try {
      this.keys = new JsonWebKeySet(publicKeys).getJsonWebKeys();
    } catch (JoseException e) {
      throw new IllegalArgumentException("the verification keys are not a JWK set", e);
    }
    if (keys.stream().anyMatch(key -> key.getKeyId() == null || !"EC".equals(key.getKeyType()))) {
      throw new IllegalArgumentException("a verification key has no kid or is no EC key");
    }
    this.issuer = issuer;
    this.clock = clock;
  }

  /** What the token says; empty when it is not one of ours, or not valid now. */
  public Optional<TokenClaims> verify(String token) {
    if (token.length() > LONGEST) {
      return Optional.empty();
    }
    VerificationKeyResolver byKeyId =
        (jws, _) ->
            keys.stream()
                .filter(key -> key.getKeyId().equals(jws.getKeyIdHeaderValue()))
                .map(key -> ((PublicJsonWebKey) key).getPublicKey())
                .findFirst()
                .orElseThrow(() -> new UnresolvableKeyException("no key of ours"));
    JwtConsumer consumer =
        new JwtConsumerBuilder()
            .setJwsAlgorithmConstraints(
                AlgorithmConstraints.ConstraintType.PERMIT,
                AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
            .setVerificationKeyResolver(byKeyId)
            .setRequireJwtId()
            .setExpectedType(true, TokenClaims.TYPE)
            .setExpectedIssuer(issuer)
            .setExpectedAudience(TokenClaims.AUDIENCE)
            .setRequireExpirationTime()
            .setRequireIssuedAt()
            .setRequireSubject()
            .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
            .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
            .build();
    try {
      JwtClaims claims = consumer.processToClaims(token);
      Long userVersion = claims.getClaimValue(TokenClaims.USER_VERSION, Long.class);
      String tenant = claims.getStringClaimValue(TokenClaims.TENANT);
      String session = claims.getStringClaimValue(TokenClaims.SESSION);
      if (userVersion == null || tenant == null || session == null) {
        return Optional.empty();
      }
      return Optional.of(new TokenClaims(tenant, claims.getSubject(), session, userVersion));
    } catch (InvalidJwtException | MalformedClaimException e) {
      return Optional.empty();
    }
  }
}
