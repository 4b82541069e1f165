package io.marcado.origin.warming;

import io.marcado.platform.aws.SdkClients;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Makes what the warm-up calls functions with. */
@Factory
final class WarmingFactory {

  @Singleton
  FunctionInvoker functionInvoker(SdkClients clients) {
    return new SdkFunctionInvoker(clients.buildPatient("LAMBDA", LambdaClient.builder()));
  }
}
