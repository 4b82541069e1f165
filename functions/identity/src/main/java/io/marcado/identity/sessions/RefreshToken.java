package io.marcado.identity.sessions;

import io.marcado.domain.Ids;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * A refresh token: 256 random bits. Only its hash is stored, and with it, once it was used, its
 * successor, encrypted under a key that only the token itself gives.
 *
 * @param text base64url without padding, 43 characters
 */
record RefreshToken(String text) {
  private static final int BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final byte[] SALT = "marcado refresh".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] INFO = "successor".getBytes(StandardCharsets.US_ASCII);
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

  static RefreshToken next(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new RefreshToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** The token that somebody presents; empty when it cannot be one. */
  static Optional<RefreshToken> presented(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new RefreshToken(text)) : Optional.empty();
  }

  /** The hash under which it is stored. A fast one does, since nobody guesses 256 bits. */
  String hash() {
    return Ids.base32(Ids.sha256(List.of("refresh", text)));
  }

  /** The successor, readable only by who holds this token. */
  String seal(RefreshToken successor, RandomGenerator random) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed =
        crypt(Cipher.ENCRYPT_MODE, nonce, successor.text.getBytes(StandardCharsets.US_ASCII));
    byte[] whole = Arrays.copyOf(nonce, nonce.length + sealed.length);
    System.arraycopy(sealed, 0, whole, nonce.length, sealed.length);
    return Base64.getEncoder().encodeToString(whole);
  }

  /** The successor that was sealed with this token. */
  RefreshToken open(String sealed) {
    byte[] whole = Base64.getDecoder().decode(sealed);
    byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
    byte[] rest = Arrays.copyOfRange(whole, NONCE_BYTES, whole.length);
    return new RefreshToken(
        new String(crypt(Cipher.DECRYPT_MODE, nonce, rest), StandardCharsets.US_ASCII));
  }

  // Each token derives a key of its own and seals one successor at most twice or thrice (in a race,
  // of which one is kept), so nonces do not repeat.
  private byte[] crypt(int mode, byte[] nonce, byte[] input) {
    try {
      SecretKey key =
          KDF.getInstance("HKDF-SHA256")
              .deriveKey(
                  "AES",
                  HKDFParameterSpec.ofExtract()
                      .addSalt(SALT)
                      .addIKM(text.getBytes(StandardCharsets.US_ASCII))
                      .thenExpand(INFO, BYTES));
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a successor cannot be sealed or opened", e);
    }
  }

  /** Hides the token. */
  @Override
  public String toString() {
    return "RefreshToken";
  }
}
