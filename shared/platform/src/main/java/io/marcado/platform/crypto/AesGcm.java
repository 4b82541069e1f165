package io.marcado.platform.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals bytes with AES-GCM, as base64 of a random nonce of 12 bytes, what was encrypted, and a tag
 * of 16. One key may seal 2<sup>32</sup> times (NIST SP 800-38D, 8.3).
 */
public final class AesGcm {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private AesGcm() {}

  /**
   * Seals.
   *
   * @param place what it is sealed for, and without which it does not open; may be empty
   */
  public static String seal(SecretKey key, byte[] place, byte[] plain, RandomGenerator random) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = crypt(Cipher.ENCRYPT_MODE, key, nonce, place, plain);
    byte[] whole = Arrays.copyOf(nonce, nonce.length + sealed.length);
    System.arraycopy(sealed, 0, whole, nonce.length, sealed.length);
    return Base64.getEncoder().encodeToString(whole);
  }

  /**
   * The bytes that were sealed.
   *
   * @throws IllegalStateException when it was sealed under another key or for another place, or was
   *     changed
   */
  public static byte[] open(SecretKey key, byte[] place, String sealed) {
    byte[] whole = Base64.getDecoder().decode(sealed);
    byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
    byte[] rest = Arrays.copyOfRange(whole, NONCE_BYTES, whole.length);
    return crypt(Cipher.DECRYPT_MODE, key, nonce, place, rest);
  }

  private static byte[] crypt(int mode, SecretKey key, byte[] nonce, byte[] place, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(place);
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a secret cannot be sealed or opened", e);
    }
  }
}
