package io.marcado.operations.queues;

import io.marcado.platform.aws.SdkClients;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Makes what sees and steers queues. */
@Factory
final class QueuesFactory {

  @Singleton
  Queues queues(SdkClients clients, QueuePlaces places) {
    return new Queues(
        clients.build("SQS", SqsClient.builder()),
        clients.build("LAMBDA", LambdaClient.builder()),
        places);
  }
}
