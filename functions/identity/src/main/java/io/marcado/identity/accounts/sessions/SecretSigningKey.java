package io.marcado.identity.accounts.sessions;

import io.marcado.platform.config.Variables;
import io.marcado.secrets.Secrets;
import jakarta.inject.Singleton;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Reads the private JWK from Secrets Manager: at the first use, so that it never gets into a
 * snapshot, and then every {@link #KEPT}, so that a new key takes over without a deployment.
 *
 * <p>It signs only with a key whose public half the functions have: a token that no function
 * verifies would lock its owner out. So a secret that somebody switched too early causes no outage:
 * the key in use signs on, or the secret's previous value, and the log has an error.
 */
@Singleton
final class SecretSigningKey implements SigningKey {
  /** A replaced key may still sign for so long. */
  static final Duration KEPT = Duration.ofMinutes(5);

  /** The pause after a failure to read the secret. */
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(SecretSigningKey.class);

  private final Secrets secrets;
  private final InstantSource clock;
  private final String secretId;
  private final String verificationKeys;
  private @Nullable PublicJsonWebKey key;
  private Instant readAgainAt = Instant.MIN;

  private record Configuration(String secretId, String verificationKeys) {}

  SecretSigningKey(Secrets secrets, Variables variables, InstantSource clock) {
    Configuration configuration =
        variables.read(
            reader ->
                new Configuration(
                    reader.text("TOKEN_SIGNING_SECRET"), reader.text("TOKEN_VERIFICATION_KEYS")));
    this.secrets = secrets;
    this.clock = clock;
    this.secretId = configuration.secretId();
    this.verificationKeys = configuration.verificationKeys();
  }

  @Override
  public synchronized PublicJsonWebKey get() {
    Instant now = clock.instant();
    PublicJsonWebKey present = key;
    if (present == null) {
      present = first();
      readAgainAt = now.plus(KEPT);
    } else if (!now.isBefore(readAgainAt)) {
      readAgainAt = now.plus(KEPT);
      present = next(present, now);
    }
    key = present;
    return present;
  }

  private PublicJsonWebKey first() {
    try {
      return verified(secrets.current(secretId));
    } catch (IllegalStateException e) {
      Optional<String> previous = secrets.previous(secretId);
      if (previous.isEmpty()) {
        throw e;
      }
      PublicJsonWebKey earlier = verified(previous.get());
      LOG.error("{}; its previous value signs", e.getMessage());
      return earlier;
    }
  }

  private PublicJsonWebKey next(PublicJsonWebKey present, Instant now) {
    try {
      return verified(secrets.current(secretId));
    } catch (IllegalStateException e) {
      LOG.error("{}; the key in use goes on signing", e.getMessage());
    } catch (SdkException e) {
      LOG.warn("The signing secret could not be read again: {}", e.getClass().getSimpleName());
      readAgainAt = now.plus(PAUSE);
    }
    return present;
  }

  private PublicJsonWebKey verified(String secret) {
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
