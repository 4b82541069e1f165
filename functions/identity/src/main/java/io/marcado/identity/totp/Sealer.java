package io.marcado.identity.totp;

import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals secrets with AES-256-GCM. What was sealed for one place (tenant, person, id) does not open
 * in another, so nobody who can write the table can move a secret to somebody else.
 */
@Singleton
final class Sealer {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final DataKey key;
  private final SecureRandom random;

  Sealer(DataKey key, SecureRandom random) {
    this.key = key;
    this.random = random;
  }

  /** Seals a secret for its place; base64. */
  String seal(TenantId tenant, String userId, String id, TotpSecret secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, place(tenant, userId, id), secret.bytes());
    byte[] whole = Arrays.copyOf(nonce, nonce.length + sealed.length);
    System.arraycopy(sealed, 0, whole, nonce.length, sealed.length);
    return Base64.getEncoder().encodeToString(whole);
  }

  /**
   * The secret again.
   *
   * @throws IllegalStateException when it was sealed for another place, or under another key
   */
  TotpSecret open(TenantId tenant, String userId, String id, String sealed) {
    byte[] whole = Base64.getDecoder().decode(sealed);
    byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
    byte[] rest = Arrays.copyOfRange(whole, NONCE_BYTES, whole.length);
    return new TotpSecret(crypt(Cipher.DECRYPT_MODE, nonce, place(tenant, userId, id), rest));
  }

  private byte[] crypt(int mode, byte[] nonce, byte[] place, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key.get(), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(place);
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a secret cannot be sealed or opened", e);
    }
  }

  private static byte[] place(TenantId tenant, String userId, String id) {
    return Ids.sha256(List.of("totp", tenant.value(), userId, id));
  }
}
