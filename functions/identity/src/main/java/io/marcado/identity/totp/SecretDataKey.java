package io.marcado.identity.totp;

import io.marcado.identity.secrets.Secrets;
import io.marcado.platform.config.Variables;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * The data key that follows from a long random text in Secrets Manager. The text is read at its
 * first use and the key is kept, so that neither gets into a snapshot.
 */
@Singleton
final class SecretDataKey implements DataKey {
  /** Fewest characters of the text: 64 letters and digits are more than 256 bits. */
  private static final int SHORTEST = 64;

  private static final int KEY_BYTES = 32;
  private static final byte[] SALT = "marcado data key".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] INFO = "totp".getBytes(StandardCharsets.US_ASCII);

  private final Secrets secrets;
  private final String secretId;
  private @Nullable SecretKey key;

  SecretDataKey(Secrets secrets, Variables variables) {
    this.secrets = secrets;
    this.secretId = variables.read(reader -> reader.text("DATA_KEY_SECRET"));
  }

  @Override
  public synchronized SecretKey get() {
    SecretKey present = key;
    if (present == null) {
      present = derived(secrets.current(secretId));
      key = present;
    }
    return present;
  }

  /** The key of a text. */
  static SecretKey derived(String text) {
    if (text.length() < SHORTEST) {
      throw new IllegalStateException("the data key's secret is too short");
    }
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              "AES",
              HKDFParameterSpec.ofExtract()
                  .addSalt(SALT)
                  .addIKM(text.getBytes(StandardCharsets.UTF_8))
                  .thenExpand(INFO, KEY_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform since 25 has HKDF", e);
    }
  }
}
