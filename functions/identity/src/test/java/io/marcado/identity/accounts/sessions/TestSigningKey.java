package io.marcado.identity.accounts.sessions;

import io.marcado.identity.IdentityFixture;
import io.micronaut.context.annotation.Replaces;
import jakarta.inject.Singleton;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** The key of {@link IdentityFixture}. */
@Singleton
@Replaces(SecretSigningKey.class)
final class TestSigningKey implements SigningKey {
  @Override
  public PublicJsonWebKey get() {
    try {
      return PublicJsonWebKey.Factory.newPublicJwk(IdentityFixture.KEYS.privateJwk());
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }
}
