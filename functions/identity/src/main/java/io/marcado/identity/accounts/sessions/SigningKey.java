package io.marcado.identity.accounts.sessions;

import org.jose4j.jwk.PublicJsonWebKey;

/** The key that signs access tokens. */
interface SigningKey {

  /** The private key, with its {@code kid}; now and then another one. */
  PublicJsonWebKey get();
}
