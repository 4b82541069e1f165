package io.marcado.webhooks.deliveries;

import io.marcado.platform.aws.SdkClients;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import software.amazon.awssdk.services.sqs.SqsClient;

@Factory
final class SqsFactory {

  @Singleton
  SqsClient sqs(SdkClients clients) {
    return clients.build("SQS", SqsClient.builder());
  }
}
