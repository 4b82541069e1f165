package io.marcado.secrets;

import jakarta.inject.Singleton;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Writes and deletes secrets that people give us. */
@Singleton
public final class SecretWriter {
  private final SecretsManagerClient secrets;

  public SecretWriter(SecretsManagerClient secrets) {
    this.secrets = secrets;
  }

  /**
   * Makes the secret, or gives it another text.
   *
   * @return false while one of this name is being deleted, which takes a moment
   */
  public boolean write(String secretId, String text) {
    try {
      return replaced(secretId, text) || created(secretId, text) || replaced(secretId, text);
    } catch (InvalidRequestException _) {
      return false;
    }
  }

  private boolean replaced(String secretId, String text) {
    try {
      secrets.putSecretValue(request -> request.secretId(secretId).secretString(text));
      return true;
    } catch (ResourceNotFoundException _) {
      return false;
    }
  }

  // Another request may have made it meanwhile.
  private boolean created(String secretId, String text) {
    try {
      secrets.createSecret(request -> request.name(secretId).secretString(text));
      return true;
    } catch (ResourceExistsException _) {
      return false;
    }
  }

  /** Deletes the secret for good, if there is one. */
  public void delete(String secretId) {
    try {
      secrets.deleteSecret(request -> request.secretId(secretId).forceDeleteWithoutRecovery(true));
    } catch (ResourceNotFoundException _) {
      // That is what is wanted.
    }
  }
}
