package io.marcado.secrets;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * Reads secrets, each time anew: who needs one often keeps it, for as long as it may. While a
 * function is primed for its snapshot each secret reads {@code sample}, and must not be kept.
 */
@Singleton
public final class Secrets {
  private static final String PREVIOUS = "AWSPREVIOUS";

  private final SecretsManagerClient secrets;

  public Secrets(SecretsManagerClient secrets) {
    this.secrets = secrets;
  }

  /**
   * What the secret is now.
   *
   * @throws IllegalStateException when it has no text
   */
  public String current(String secretId) {
    @Nullable String text =
        secrets.getSecretValue(request -> request.secretId(secretId)).secretString();
    if (text == null) {
      throw new IllegalStateException("the secret " + secretId + " has no text");
    }
    return text;
  }

  /** What it was before its last change; empty when it had no value before. */
  public Optional<String> previous(String secretId) {
    try {
      return Optional.ofNullable(
          secrets
              .getSecretValue(request -> request.secretId(secretId).versionStage(PREVIOUS))
              .secretString());
    } catch (ResourceNotFoundException _) {
      return Optional.empty();
    }
  }
}
