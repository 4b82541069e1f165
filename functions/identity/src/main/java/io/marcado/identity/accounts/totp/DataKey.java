package io.marcado.identity.accounts.totp;

import javax.crypto.SecretKey;

/** The key under which secrets are kept that must be read again, 256 bits for AES. */
interface DataKey {
  SecretKey get();
}
