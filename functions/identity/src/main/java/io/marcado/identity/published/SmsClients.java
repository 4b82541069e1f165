package io.marcado.identity.published;

import io.marcado.platform.aws.SdkClients;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import software.amazon.awssdk.services.sns.SnsClient;

/** The client for text messages, made only by functions that send them. */
@Factory
final class SmsClients {

  @Singleton
  SnsClient sns(SdkClients clients) {
    return clients.buildOnce("SNS", SnsClient.builder());
  }
}
