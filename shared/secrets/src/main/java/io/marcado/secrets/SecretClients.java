package io.marcado.secrets;

import io.marcado.platform.aws.SdkClients;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The client for secrets, made only by functions that need one. */
@Factory
final class SecretClients {

  @Singleton
  SecretsManagerClient secrets(SdkClients clients) {
    return clients.build("SECRETS_MANAGER", SecretsManagerClient.builder());
  }
}
