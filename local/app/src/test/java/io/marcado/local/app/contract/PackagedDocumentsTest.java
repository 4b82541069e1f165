package io.marcado.local.app.contract;

import static io.marcado.local.app.contract.Documents.at;
import static io.marcado.local.app.contract.Documents.list;
import static io.marcado.local.app.contract.Documents.map;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.local.app.contract.Contract.Operation;
import io.marcado.local.app.packaging.GatewayDocument;
import io.marcado.local.app.packaging.GatewayDocument.Base;
import io.marcado.local.app.packaging.PackageDocuments;
import io.marcado.local.app.structure.Capabilities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What API Gateway imports is the contract's routes, and nothing else. */
class PackagedDocumentsTest {
  private static final Contract CONTRACT = new Contract();
  private static final Stack STACK = new Stack();

  @ParameterizedTest
  @EnumSource(Base.class)
  void shouldRouteExactlyTheOperationsOfTheBase(Base base) {
    Map<String, String> expected =
        CONTRACT.operations().stream()
            .filter(operation -> operation.base().equals(base.text()))
            .collect(
                Collectors.toMap(
                    operation -> operation.routeKey().replaceFirst(" ", " " + base.prefix()),
                    Operation::id,
                    (a, _) -> a,
                    TreeMap::new));
    expected.put(base.prefix().isEmpty() ? "OPTIONS /" : "OPTIONS /{business}", "Preflight");
    expected.put("OPTIONS " + base.prefix() + "/{proxy+}", "Preflight");
    if (base == Base.SHARED_BY_PATH) {
      expected.put("ANY /{business}", "NotFound");
      expected.put("ANY /{business}/{proxy+}", "NotFound");
    }
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
                              .matches(".*:function:\\$\\{AWS::StackName}_\\w+:live/invocations");
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
            "TenantShard2", PackageDocuments.fileName(Base.TENANT),
            "SharedByPathApi", PackageDocuments.fileName(Base.SHARED_BY_PATH),
            "SharedByHostApi", PackageDocuments.fileName(Base.TENANT));
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
  void shouldWriteTemplatesThatFitTheirFolder(@TempDir Path root) throws IOException {
    copyProject(root);
    assertThatThrownBy(() -> PackageDocuments.write(root, ""))
        .hasMessageContaining("bookings-lambda.jar");
    buildJars(root);

    Map<String, String> ids = PackageDocuments.write(root, "");

    assertThat(ids.keySet()).isEqualTo(Capabilities.all());
    Path folder = root.resolve("target/package");
    Map<String, Object> packaged = Documents.yaml(Files.readString(folder.resolve(Stack.FILE)));
    at(packaged, "Resources")
        .forEach(
            (id, resource) -> {
              Map<String, Object> properties = at(map(resource), "Properties");
              Object location =
                  at(properties, "Body", "Fn::Transform", "Parameters")
                      .getOrDefault("Location", properties.get("Location"));
              if (location != null) {
                assertThat(folder.resolve(String.valueOf(location))).as(id).exists();
              }
            });
    for (String file : STACK.nested().keySet()) {
      Path template = folder.resolve(file);
      Map<String, Object> globals =
          at(Documents.yaml(Files.readString(template)), "Globals", "Function");
      assertThat(template.resolveSibling(String.valueOf(globals.get("CodeUri")))).exists();
      assertThat(at(globals, "Environment", "Variables"))
          .containsEntry("RELEASE_ID", ids.get(capability(file)));
    }
  }

  @Test
  void shouldGiveANewIdOnlyToWhatHasChanged(@TempDir Path root) throws IOException {
    copyProject(root);
    buildJars(root);
    Map<String, String> first = PackageDocuments.write(root, "");
    assertThat(PackageDocuments.write(root, "")).isEqualTo(first);

    Path jar = root.resolve("functions/catalog/target/marcado-catalog-lambda.jar");
    Files.writeString(jar, "another jar");
    assertThat(changed(first, PackageDocuments.write(root, ""))).containsExactly("catalog");
    Files.writeString(jar, "a jar");

    replace(root.resolve("functions/privacy/template.yaml"), "Timeout: 29", "Timeout: 28");
    assertThat(changed(first, PackageDocuments.write(root, ""))).containsExactly("privacy");
    replace(root.resolve("functions/privacy/template.yaml"), "Timeout: 28", "Timeout: 29");

    replace(root.resolve("samconfig.toml"), "sign-ups=50", "sign-ups=60");
    assertThat(changed(first, PackageDocuments.write(root, "")))
        .containsExactlyInAnyOrderElementsOf(taking("Limits"))
        .contains("tenants")
        .doesNotContain("catalog");
    replace(root.resolve("samconfig.toml"), "sign-ups=60", "sign-ups=50");

    assertThat(changed(first, PackageDocuments.write(root, "now")))
        .containsExactlyInAnyOrderElementsOf(Capabilities.all());
    assertThat(PackageDocuments.write(root, "")).isEqualTo(first);
  }

  /** The capabilities whose template has the parameter. */
  private static List<String> taking(String parameter) {
    return Capabilities.all().stream()
        .filter(
            name ->
                at(
                        requireNonNull(
                            STACK.nested().get("functions/%s/template.yaml".formatted(name))),
                        "Parameters")
                    .containsKey(parameter))
        .toList();
  }

  private static void copyProject(Path root) throws IOException {
    List<String> files = new ArrayList<>(STACK.nested().keySet());
    files.addAll(List.of(Contract.FILE, Stack.FILE, "samconfig.toml"));
    for (String file : files) {
      Files.createDirectories(root.resolve(file).getParent());
      Files.writeString(root.resolve(file), Documents.text(file));
    }
  }

  private static void buildJars(Path root) throws IOException {
    for (String capability : Capabilities.all()) {
      Path jar =
          root.resolve("functions/%1$s/target/marcado-%1$s-lambda.jar".formatted(capability));
      Files.createDirectories(jar.getParent());
      Files.writeString(jar, "a jar");
    }
  }

  private static void replace(Path file, String before, String after) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(before);
    Files.writeString(file, text.replace(before, after));
  }

  private static List<String> changed(Map<String, String> before, Map<String, String> after) {
    return after.entrySet().stream()
        .filter(id -> !id.getValue().equals(before.get(id.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String capability(String file) {
    return file.split("/")[1];
  }

  private static GatewayDocument document(Base base) {
    return GatewayDocument.from(Documents.text(Contract.FILE), base);
  }
}
