package io.marcado.secrets;

import io.marcado.platform.config.Variables;
import io.marcado.platform.crypto.Hkdf;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.SecretKey;

/**
 * The data keys that follow from a long random text in Secrets Manager. The text is read at the
 * first use of each and the key is kept, so that neither gets into a snapshot.
 */
@Singleton
public final class SecretDataKey implements DataKey {
  /** Fewest characters of the text: 64 letters and digits are more than 256 bits. */
  private static final int SHORTEST = 64;

  private final Secrets secrets;
  private final String secretId;
  private final Map<String, SecretKey> keys = new HashMap<>();

  SecretDataKey(Secrets secrets, Variables variables) {
    this.secrets = secrets;
    this.secretId = variables.read(reader -> reader.text("DATA_KEY_SECRET"));
  }

  @Override
  public synchronized SecretKey of(String purpose) {
    return keys.computeIfAbsent(purpose, _ -> derived(secrets.current(secretId), purpose));
  }

  /** The key of a text for a purpose. */
  public static SecretKey derived(String text, String purpose) {
    if (text.length() < SHORTEST) {
      throw new IllegalStateException("the data key's secret is too short");
    }
    return Hkdf.aes256(text, "marcado data key", purpose);
  }
}
