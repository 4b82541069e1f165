package io.marcado.identity.accounts.sessions;

import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.platform.auth.TokenClaims;
import io.marcado.platform.config.Variables;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Signs access tokens: JWTs of the profile of RFC 9068, by ES256. */
@Singleton
final class AccessTokens {
  /** The life of a token. */
  static final Duration LIFETIME = Duration.ofMinutes(15);

  private final SigningKey key;
  private final Ids ids;
  private final String issuer;

  AccessTokens(SigningKey key, Ids ids, Variables variables) {
    this.key = key;
    this.ids = ids;
    this.issuer = variables.read(reader -> reader.text("TOKEN_ISSUER"));
  }

  /** A token for one session. */
  String sign(TenantId tenant, Session session, Instant now) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(issuer);
    claims.setAudience(TokenClaims.AUDIENCE);
    claims.setSubject(session.personId().value());
    claims.setClaim(TokenClaims.TENANT, tenant.value());
    claims.setClaim(TokenClaims.SESSION, session.id().value());
    claims.setClaim(TokenClaims.USER_VERSION, session.userVersion());
    claims.setJwtId(ids.next());
    claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
    claims.setExpirationTime(NumericDate.fromSeconds(now.plus(LIFETIME).getEpochSecond()));
    PublicJsonWebKey signing = key.get();
    JsonWebSignature token = new JsonWebSignature();
    token.setPayload(claims.toJson());
    token.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    token.setHeader("typ", TokenClaims.TYPE);
    token.setKeyIdHeaderValue(signing.getKeyId());
    token.setKey(signing.getPrivateKey());
    try {
      return token.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException("the signing key does not sign", e);
    }
  }
}
