package io.marcado.secrets;

import javax.crypto.SecretKey;

/** The keys that encrypt secrets which we must read again: 256 bits for AES. */
public interface DataKey {

  /**
   * The key for one purpose.
   *
   * @param purpose ASCII, always the same for what is read again
   */
  SecretKey of(String purpose);
}
