package io.marcado.identity.accounts.totp;

import javax.crypto.SecretKey;

/** The key that encrypts secrets which we must read again: 256 bits for AES. */
interface DataKey {
  SecretKey get();
}
