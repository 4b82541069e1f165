package io.marcado.platform.auth;

import java.security.PublicKey;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jose4j.base64url.Base64Url;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Verifies access tokens according to RFC 8725. It accepts one algorithm (ES256) and only our own
 * keys, which it chooses by {@code kid} and never takes from the token. Type, issuer and audience
 * must match exactly, and the token must have an expiry.
 *
 * <p>A token must have exactly our three headers, and the one canonical encoding of RFC 7515: no
 * padding, no characters that a lenient decoder skips, no bits that it drops. This leaves one more
 * text for each token: ECDSA signatures are malleable, and (r, n − s) is as valid as (r, s) in FIPS
 * 186-5. That does no harm, since we never identify a token by its text.
 */
public final class TokenVerifier {
  private static final int LONGEST = 2048;
  private static final int CLOCK_SKEW_SECONDS = 5;
  private static final Set<String> HEADERS = Set.of("alg", "kid", "typ");

  private static final int REMEMBERED = 500;

  /**
   * By which key the signature of a token was good. To verify one takes more of the processor's
   * time than most of a request, and a client sends the same token for minutes. All else is looked
   * at each time.
   */
  private static final Map<String, SigningKey> SIGNED =
      Collections.synchronizedMap(
          new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, SigningKey> eldest) {
              return size() > REMEMBERED;
            }
          });

  private record SigningKey(String id, PublicKey key) {}

  private final List<SigningKey> keys;
  private final String issuer;
  private final InstantSource clock;

  /**
   * @param publicKeys a JWK set of public EC keys, each with its {@code kid}
   * @param issuer the exact {@code iss}
   * @throws IllegalArgumentException when the set is not readable or has a key without {@code kid}
   */
  public TokenVerifier(String publicKeys, String issuer, InstantSource clock) {
    List<JsonWebKey> set;
    try {
      set = new JsonWebKeySet(publicKeys).getJsonWebKeys();
    } catch (JoseException e) {
      throw new IllegalArgumentException("the verification keys are not a JWK set", e);
    }
    if (set.stream().anyMatch(key -> key.getKeyId() == null || !"EC".equals(key.getKeyType()))) {
      throw new IllegalArgumentException("a verification key has no kid or is no EC key");
    }
    this.keys =
        set.stream()
            .map(key -> new SigningKey(key.getKeyId(), ((PublicJsonWebKey) key).getPublicKey()))
            .toList();
    this.issuer = issuer;
    this.clock = clock;
  }

  /** The claims of the token; empty when it is not ours, or not valid now. */
  public Optional<TokenClaims> verify(String token) {
    if (token.length() > LONGEST || !isCanonical(token)) {
      return Optional.empty();
    }
    VerificationKeyResolver byKeyId =
        (jws, _) -> {
          if (!headers(jws).equals(HEADERS)) {
            throw new UnresolvableKeyException("no headers of ours");
          }
          return keyOf(jws.getKeyIdHeaderValue())
              .map(SigningKey::key)
              .orElseThrow(() -> new UnresolvableKeyException("no key of ours"));
        };
    SigningKey known = SIGNED.get(token);
    boolean signed = known != null && keys.contains(known);
    JwtConsumerBuilder builder =
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
            .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()));
    if (signed) {
      builder.setSkipSignatureVerification();
    }
    try {
      JwtContext context = builder.build().process(token);
      if (!signed) {
        keyOf(context.getJoseObjects().getFirst().getKeyIdHeaderValue())
            .ifPresent(key -> SIGNED.put(token, key));
      }
      JwtClaims claims = context.getJwtClaims();
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

  private Optional<SigningKey> keyOf(String keyId) {
    return keys.stream().filter(key -> key.id().equals(keyId)).findFirst();
  }

  /** True when each of the three parts is the canonical encoding of its bytes. */
  private static boolean isCanonical(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return false;
    }
    for (String part : parts) {
      try {
        if (!Base64Url.encode(Base64.getUrlDecoder().decode(part)).equals(part)) {
          return false;
        }
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
    return true;
  }

  private static Set<String> headers(JsonWebSignature jws) throws UnresolvableKeyException {
    try {
      return JsonUtil.parseJson(jws.getHeaders().getFullHeaderAsJsonString()).keySet();
    } catch (JoseException e) {
      throw new UnresolvableKeyException("no readable headers");
    }
  }
}
