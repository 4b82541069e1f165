package io.marcado.tenants.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.marcado.local.LocalStack;
import io.marcado.local.Options;
import io.marcado.local.gateway.Stage;
import io.marcado.platform.aws.SdkClients;
import io.marcado.platform.config.Variables;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.ApiMapping;
import software.amazon.awssdk.services.apigatewayv2.model.GetStageResponse;

/** The real implementation, against the local API Gateway. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SdkStagesTest extends StagesContract {
  private static final String DOMAIN = "book.example.com";

  private LocalStack stack;
  private ApiGatewayV2Client apiGateway;
  private String api;

  @BeforeAll
  void start() throws IOException {
    stack = LocalStack.start(Options.inMemory());
    apiGateway =
        new SdkClients(new Variables(stack.variables()))
            .build("APIGATEWAYV2", ApiGatewayV2Client.builder());
    String shards =
        stack
            .functions()
            .find("CreateTenant")
            .orElseThrow()
            .declaration()
            .variables()
            .getOrDefault("TENANT_SHARDS", "none=");
    api = shards.substring(0, shards.indexOf('='));
  }

  @AfterAll
  void stop() {
    apiGateway.close();
    stack.close();
  }

  @Override
  Stages stages() {
    return new SdkStages(apiGateway, Optional.empty());
  }

  @Override
  String api() {
    return api;
  }

  @Override
  Optional<String> tenantOf(String name) {
    return stack.stages().named(name).map(Stage::variables).map(it -> it.get("tenant"));
  }

  @Test
  void shouldDeployByItselfAndThrottleByPlan() {
    stages().ensure(stage("sdk-throttled", OURS));

    GetStageResponse stage =
        apiGateway.getStage(request -> request.apiId(api).stageName("sdk-throttled"));
    assertThat(stage.autoDeploy()).isTrue();
    assertThat(stage.stageVariables()).isEqualTo(Map.of("tenant", OURS.value()));
    assertThat(stage.defaultRouteSettings().throttlingRateLimit()).isEqualTo(20.0);
    assertThat(stage.defaultRouteSettings().throttlingBurstLimit()).isEqualTo(40);
  }

  @Test
  void shouldMapTheStageOnTheDomainOnce() {
    Stages onDomain = new SdkStages(apiGateway, Optional.of(DOMAIN));

    onDomain.ensure(stage("sdk-mapped", OURS));
    onDomain.ensure(stage("sdk-mapped", OURS));

    assertThat(apiGateway.getApiMappings(request -> request.domainName(DOMAIN)).items())
        .filteredOn(mapping -> mapping.apiMappingKey().equals("sdk-mapped"))
        .extracting(ApiMapping::apiId, ApiMapping::stage)
        .containsExactly(tuple(api, "sdk-mapped"));
  }

  @Test
  void shouldRefuseAnAddressThatLeadsElsewhere() {
    stages().ensure(stage("sdk-elsewhere", THEIRS));
    apiGateway.createApiMapping(
        request ->
            request
                .domainName(DOMAIN)
                .apiId(api)
                .stage("sdk-elsewhere")
                .apiMappingKey("sdk-wanted"));
    Stages onDomain = new SdkStages(apiGateway, Optional.of(DOMAIN));

    assertThatThrownBy(() -> onDomain.ensure(stage("sdk-wanted", OURS)))
        .isInstanceOf(StageFailedException.class);
  }

  @Test
  void shouldSaySoWhenApiGatewayRefuses() {
    TenantStage nowhere = new TenantStage("NoSuchApi", "sdk-no-api", OURS, 20, 40);

    assertThatThrownBy(() -> stages().ensure(nowhere))
        .isInstanceOf(StageFailedException.class)
        .hasMessageContaining("NotFoundException");
  }
}
