package io.marcado.local.app.contract;

import static io.marcado.local.app.contract.Documents.at;
import static io.marcado.local.app.contract.Documents.list;
import static io.marcado.local.app.contract.Documents.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.local.app.contract.Contract.Operation;
import io.marcado.local.app.packaging.GatewayDocument;
import io.marcado.local.app.packaging.GatewayDocument.Base;
import io.marcado.local.app.packaging.PackageDocuments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What API Gateway imports is the contract's routes, and nothing else. */
class PackagedDocumentsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Contract CONTRACT = new Contract();
  private static final Stack STACK = new Stack();

  @ParameterizedTest
  @EnumSource(Base.class)
  void shouldRouteExactlyTheOperationsOfTheBase(Base base) {
    Map<String, String> expected =
        CONTRACT.operations().stream()
            .filter(operation -> operation.base().equals(base.name().toLowerCase(Locale.ROOT)))
            .collect(
                Collectors.toMap(Operation::routeKey, Operation::id, (a, _) -> a, TreeMap::new));
    expected.put("OPTIONS /", "Preflight");
    expected.put("OPTIONS /{proxy+}", "Preflight");
    expected.put("$default", "NotFound");

    assertThat(document(base).routes()).containsExactlyInAnyOrderEntriesOf(expected);
  }

  @ParameterizedTest
  @EnumSource(Base.class)
  void shouldCallTheAliasOfTheFunctionByTheNameTheTemplateGivesIt(Base base) {
    String yaml = document(base).toYaml();
    // AWS::Include knows neither short tags nor anchors.
    assertThat(yaml).doesNotContain("!").doesNotContainPattern("[:-] [&*]");
    at(Documents.yaml(yaml), "paths")
        .forEach(
            (path, item) ->
                map(item)
                    .forEach(
                        (method, operation) -> {
                          Map<String, Object> integration =
                              at(map(operation), "x-amazon-apigateway-integration");
                          assertThat(integration)
                              .as(method + " " + path)
                              .containsEntry("type", "aws_proxy")
                              .containsEntry("payloadFormatVersion", "2.0");
                          assertThat(String.valueOf(at(integration, "uri").get("Fn::Sub")))
                              .startsWith(
                                  "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/")
                              .matches(".*:function:\\$\\{AWS::StackName}-\\w+:live/invocations");
                          assertThat(STACK.ofType("AWS::IAM::Role"))
                              .containsKey(
                                  String.valueOf(
                                      list(at(integration, "credentials").get("Fn::GetAtt"))
                                          .getFirst()));
                        }));
    assertThat(STACK.functions().keySet()).containsAll(document(base).routes().values());
  }

  @Test
  void shouldBeFoundWhereTheTemplateLooks() {
    Map<String, String> expected =
        Map.of(
            "OriginApi", PackageDocuments.fileName(Base.ORIGIN),
            "TenantShard1", PackageDocuments.fileName(Base.TENANT),
            "TenantShard2", PackageDocuments.fileName(Base.TENANT));
    Map<String, Object> included = new TreeMap<>();
    STACK
        .ofType("AWS::ApiGatewayV2::Api")
        .forEach(
            (id, api) ->
                included.put(
                    id,
                    at(api, "Body", "Fn::Transform", "Parameters").getOrDefault("Location", "")));

    assertThat(included.keySet()).isEqualTo(expected.keySet());
    included.forEach(
        (id, location) -> assertThat(location).isEqualTo("target/package/" + expected.get(id)));
  }

  @Test
  void shouldWriteATemplateThatFitsItsFolderAndHasANewRelease(@TempDir Path root)
      throws IOException {
    Files.writeString(root.resolve("openapi.yaml"), Documents.text("openapi.yaml"));
    Files.writeString(root.resolve("template.yaml"), Documents.text("template.yaml"));
    assertThatThrownBy(() -> PackageDocuments.write(root, NOW))
        .hasMessageContaining("marcado-bookings-lambda.jar");
    for (Map<String, Object> function : STACK.functions().values()) {
      Path jar = root.resolve(String.valueOf(function.get("CodeUri")));
      Files.createDirectories(jar.getParent());
      Files.writeString(jar, "a jar");
    }

    String first = PackageDocuments.write(root, NOW);
    String second = PackageDocuments.write(root, NOW.plusSeconds(1));

    assertThat(second).isNotEqualTo(first);
    Path folder = root.resolve("target/package");
    Map<String, Object> packaged =
        Documents.yaml(Files.readString(folder.resolve("template.yaml")));
    assertThat(at(packaged, "Globals", "Function", "Environment", "Variables"))
        .containsEntry("RELEASE_ID", second);
    at(packaged, "Resources")
        .forEach(
            (id, resource) -> {
              Object code = at(map(resource), "Properties").get("CodeUri");
              if (code != null) {
                assertThat(folder.resolve(String.valueOf(code))).as(id).exists();
              }
              Object document =
                  at(map(resource), "Properties", "Body", "Fn::Transform", "Parameters")
                      .get("Location");
              if (document != null) {
                assertThat(folder.resolve(String.valueOf(document))).as(id).exists();
              }
            });
  }

  private static GatewayDocument document(Base base) {
    return GatewayDocument.from(Documents.text(Contract.FILE), base);
  }
}
