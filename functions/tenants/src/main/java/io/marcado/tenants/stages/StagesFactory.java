package io.marcado.tenants.stages;

import io.marcado.platform.aws.SdkClients;
import io.marcado.platform.config.Variables;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;

/** Makes the stages of this environment. */
@Factory
final class StagesFactory {

  @Singleton
  Stages stages(SdkClients clients, Variables variables) {
    return new SdkStages(
        clients.buildPatient("APIGATEWAYV2", ApiGatewayV2Client.builder()),
        variables.find("TENANT_BASE_DOMAIN"));
  }
}
