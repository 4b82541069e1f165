package io.marcado.platform.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/** Derives keys from long random texts with HKDF-SHA-256 (RFC 5869). */
public final class Hkdf {
  private static final int KEY_BYTES = 32;

  private Hkdf() {}

  /**
   * A key for AES-256.
   *
   * @param text at least 256 random bits, written as characters
   * @param salt ASCII, of the kind of text
   * @param info ASCII, what the key is for
   */
  public static SecretKey aes256(String text, String salt, String info) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              "AES",
              HKDFParameterSpec.ofExtract()
                  .addSalt(salt.getBytes(StandardCharsets.US_ASCII))
                  .addIKM(text.getBytes(StandardCharsets.UTF_8))
                  .thenExpand(info.getBytes(StandardCharsets.US_ASCII), KEY_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform since 25 has HKDF", e);
    }
  }
}
