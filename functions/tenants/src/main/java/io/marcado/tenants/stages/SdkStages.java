package io.marcado.tenants.stages;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.ApiMapping;
import software.amazon.awssdk.services.apigatewayv2.model.ConflictException;
import software.amazon.awssdk.services.apigatewayv2.model.GetApiMappingsResponse;

/** Stages in Amazon API Gateway. */
final class SdkStages implements Stages {
  private static final String TENANT = "tenant";

  private final ApiGatewayV2Client apiGateway;
  private final Optional<String> domain;

  /**
   * @param domain custom domain that each stage gets an address on
   */
  SdkStages(ApiGatewayV2Client apiGateway, Optional<String> domain) {
    this.apiGateway = apiGateway;
    this.domain = domain;
  }

  @Override
  public void ensure(TenantStage stage) {
    try {
      ensureStage(stage);
      domain.ifPresent(name -> ensureMapping(name, stage));
    } catch (SdkException e) {
      throw new StageFailedException("API Gateway: " + e.getClass().getSimpleName(), e);
    }
  }

  private void ensureStage(TenantStage stage) {
    try {
      apiGateway.createStage(
          request ->
              request
                  .apiId(stage.api())
                  .stageName(stage.name())
                  .autoDeploy(true)
                  .stageVariables(Map.of(TENANT, stage.tenant().value()))
                  .defaultRouteSettings(
                      settings ->
                          settings
                              .throttlingRateLimit((double) stage.requestsPerSecond())
                              .throttlingBurstLimit(stage.burst())));
    } catch (ConflictException e) {
      Map<String, String> variables =
          apiGateway
              .getStage(request -> request.apiId(stage.api()).stageName(stage.name()))
              .stageVariables();
      if (!stage.tenant().value().equals(variables.get(TENANT))) {
        throw new StageFailedException("the stage is another tenant's", e);
      }
    }
  }

  private void ensureMapping(String domainName, TenantStage stage) {
    try {
      apiGateway.createApiMapping(
          request ->
              request
                  .domainName(domainName)
                  .apiId(stage.api())
                  .stage(stage.name())
                  .apiMappingKey(stage.name()));
    } catch (ConflictException e) {
      Optional<ApiMapping> there = mapping(domainName, stage.name());
      if (there.isEmpty()
          || !there.get().apiId().equals(stage.api())
          || !there.get().stage().equals(stage.name())) {
        throw new StageFailedException("the address leads to another stage", e);
      }
    }
  }

  private Optional<ApiMapping> mapping(String domainName, String key) {
    @Nullable String token = null;
    do {
      String from = token;
      GetApiMappingsResponse page =
          apiGateway.getApiMappings(request -> request.domainName(domainName).nextToken(from));
      for (ApiMapping mapping : page.items()) {
        if (key.equals(mapping.apiMappingKey())) {
          return Optional.of(mapping);
        }
      }
      token = page.nextToken();
    } while (token != null);
    return Optional.empty();
  }
}
