package io.marcado.identity.accounts.totp;

import io.marcado.identity.accounts.secrets.Hkdf;
import io.marcado.platform.config.Variables;
import io.marcado.secrets.Secrets;
import jakarta.inject.Singleton;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * The data key that follows from a long random text in Secrets Manager. The text is read at its
 * first use and the key is kept, so that neither gets into a snapshot.
 */
@Singleton
final class SecretDataKey implements DataKey {
  /** Fewest characters of the text: 64 letters and digits are more than 256 bits. */
  private static final int SHORTEST = 64;

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
    return Hkdf.aes256(text, "marcado data key", "totp");
  }
}
