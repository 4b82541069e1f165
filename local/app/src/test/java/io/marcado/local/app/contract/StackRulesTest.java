package io.marcado.local.app.contract;

import static io.marcado.local.app.contract.Documents.at;
import static io.marcado.local.app.contract.Documents.list;
import static io.marcado.local.app.contract.Documents.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What every resource of template.yaml must have, so that none is forgotten. */
@Execution(ExecutionMode.CONCURRENT)
class StackRulesTest {
  private static final Stack STACK = new Stack();

  /** Of one stack, by CloudFormation and by us. */
  private static final int LIMIT_OF_RESOURCES = 500;

  private static final int MOST_RESOURCES = 399;

  private static final Pattern EVENT = Pattern.compile("\\$\\.event = \"([^\"]+)\"");
  private static final Pattern LOGGED = Pattern.compile("\\(\"event\", \"([^\"]+)\"\\)");

  @Test
  void shouldStayFarBelowTheLimitOfResources() {
    assertThat(STACK.resourceEstimate()).isBetween(200, MOST_RESOURCES);
  }

  @Test
  void shouldTellInTheDocsHowLargeItIsAndHowMuchMoreFits() {
    int resources = STACK.resourceEstimate();
    int functions = STACK.functions().size();
    int perEndpoint = 3;

    assertThat(prose("docs/operations.md"))
        .contains(
            "It has %d now: %d functions, each with version and alias, and %d others."
                .formatted(resources, functions, resources - perEndpoint * functions))
        .contains(
            "so %d more fit under our line, and %d under CloudFormation's"
                .formatted(
                    (MOST_RESOURCES - resources) / perEndpoint,
                    (LIMIT_OF_RESOURCES - resources) / perEndpoint))
        .contains("identity, has %d functions".formatted(functionsOf("identity")))
        .contains("and %d functions, over 2 GB a release".formatted(functions));
    assertThat(prose("docs/performance.md")).contains("sees all %d functions".formatted(functions));
  }

  @Test
  void shouldGiveEveryQueueDeadLettersAndEveryDeadLetterAnAlarm() {
    Set<String> deadLetters = STACK.deadLetterTargets();
    Set<String> alarmed = new TreeSet<>();
    STACK
        .ofType("AWS::CloudWatch::Alarm")
        .forEach(
            (_, alarm) -> {
              for (Object dimension : list(alarm.get("Dimensions"))) {
                if ("QueueName".equals(map(dimension).get("Name"))) {
                  alarmed.add(Stack.getAtt(map(dimension).getOrDefault("Value", "")));
                }
              }
            });

    STACK
        .ofType("AWS::SQS::Queue")
        .forEach(
            (id, queue) -> {
              if (deadLetters.contains(id)) {
                assertThat(alarmed).as("alarms").contains(id);
              } else {
                assertThat(at(queue, "RedrivePolicy")).as(id).containsKey("maxReceiveCount");
              }
            });
    assertThat(STACK.ofType("AWS::SQS::Queue").keySet()).containsAll(deadLetters);
  }

  @Test
  void shouldGiveEveryRuleTargetAndEveryScheduleDeadLetters() {
    STACK
        .ofType("AWS::Events::Rule")
        .forEach(
            (id, rule) ->
                assertThat(list(rule.get("Targets")))
                    .as(id)
                    .isNotEmpty()
                    .allSatisfy(target -> assertThat(map(target)).containsKey("DeadLetterConfig")));
    events("ScheduleV2")
        .forEach(
            (function, schedule) ->
                assertThat(schedule)
                    .as(function)
                    .containsKeys("DeadLetterConfig", "RoleArn", "Name"));
  }

  @Test
  void shouldHideMessagesForSixTimesAsLongAsTheirFunctionMayTake() {
    Map<String, Map<String, Object>> consumers = events("SQS");
    assertThat(consumers).hasSize(3);
    consumers.forEach(
        (function, event) -> {
          Map<String, Object> queue =
              map(
                  STACK
                      .ofType("AWS::SQS::Queue")
                      .get(Stack.getAtt(event.getOrDefault("Queue", ""))));
          assertThat((Integer) queue.get("VisibilityTimeout"))
              .as(function)
              .isGreaterThanOrEqualTo(6 * STACK.timeout(function));
          assertThat(list(event.get("FunctionResponseTypes")))
              .isEqualTo(List.of("ReportBatchItemFailures"));
        });
  }

  @Test
  void shouldGiveEveryFunctionTheRightsItNeedsAndNoOther() {
    Map<String, Set<String>> needed = new TreeMap<>();
    for (Object group :
        list(
            Documents.yaml(Documents.text("local/app/src/test/resources/function-rights.yaml"))
                .get("groups"))) {
      Set<String> rights = new TreeSet<>();
      map(map(group).get("may"))
          .forEach(
              (resources, actions) ->
                  list(actions).forEach(action -> rights.add(action + " " + resources)));
      list(map(group).get("functions"))
          .forEach(function -> needed.put(String.valueOf(function), rights));
    }
    Map<String, Set<String>> given = new TreeMap<>();
    STACK.functions().keySet().forEach(function -> given.put(function, STACK.rights(function)));

    assertThat(given).isEqualTo(needed);
  }

  @Test
  void shouldNameASecretToThoseWhoMayReadItAndToNobodyElse() {
    Map.of(
            "DATA_KEY_SECRET", "secretsmanager:GetSecretValue DataKeySecret",
            "TOKEN_SIGNING_SECRET", "secretsmanager:GetSecretValue secret:SigningSecret-??????",
            "WHATSAPP_TOKEN_SECRET",
                "secretsmanager:GetSecretValue secret:WhatsAppTokenSecret-??????")
        .forEach(
            (variable, right) ->
                assertThat(functions(id -> STACK.rights(id).contains(right)))
                    .as(variable)
                    .isNotEmpty()
                    .isEqualTo(functions(id -> STACK.variables(id).containsKey(variable))));
  }

  @Test
  void shouldGiveEveryFunctionTheJarRoleAndLogGroupOfItsCapability() {
    STACK
        .functions()
        .forEach(
            (id, function) -> {
              String handler = String.valueOf(function.get("Handler"));
              String capability = handler.split("\\.")[2];
              String name = Character.toUpperCase(capability.charAt(0)) + capability.substring(1);
              assertThat(function)
                  .as(id)
                  .containsEntry("FunctionName", Map.of("!Sub", "${AWS::StackName}-" + id))
                  .containsEntry(
                      "LoggingConfig", Map.of("LogGroup", Map.of("!Ref", name + "LogGroup")))
                  .containsEntry(
                      "CodeUri",
                      "functions/%s/target/marcado-%s-lambda.jar"
                          .formatted(capability, capability));
              assertThat(STACK.role(id)).as(id).startsWith(name).endsWith("Role");
              assertThat(at(STACK.document(), "Resources", id, "Metadata"))
                  .as(id)
                  .containsEntry("SkipBuild", true);
            });
  }

  @Test
  void shouldPublishAVersionOfEveryFunctionInEachRelease() {
    Map<String, Object> globals = at(STACK.document(), "Globals", "Function");

    assertThat(globals)
        .containsEntry("Runtime", "java25")
        .containsEntry("Architectures", List.of("arm64"))
        .containsEntry("SnapStart", Map.of("ApplyOn", "PublishedVersions"))
        .containsEntry("AutoPublishAlias", "live")
        .containsEntry("AutoPublishAliasAllProperties", true);
    // A literal: SAM does not look into a parameter when it decides whether to publish.
    assertThat(at(globals, "Environment", "Variables")).containsEntry("RELEASE_ID", "development");
  }

  @Test
  void shouldLeaveCorsToTheFunctions() {
    STACK
        .ofType("AWS::ApiGatewayV2::Api")
        .forEach((id, api) -> assertThat(api).as(id).containsOnlyKeys("Body"));
  }

  @Test
  void shouldWarmEveryOtherFunction() {
    String warmed = String.valueOf(STACK.variables("WarmFunctions").get("WARM_FUNCTIONS"));
    Set<String> others = new TreeSet<>(STACK.functions().keySet());
    others.remove("WarmFunctions");

    assertThat(warmed.split("[,\\s]+")).containsExactlyInAnyOrderElementsOf(others);
  }

  @Test
  void shouldLogTheEventsThatMetricFiltersLookFor() throws IOException {
    Set<String> lookedFor = new TreeSet<>();
    STACK
        .ofType("AWS::Logs::MetricFilter")
        .forEach(
            (_, filter) ->
                EVENT
                    .matcher(String.valueOf(filter.get("FilterPattern")))
                    .results()
                    .forEach(match -> lookedFor.add(match.group(1))));
    Set<String> logged = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Documents.ROOT.resolve("functions"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        LOGGED.matcher(Files.readString(file)).results().forEach(it -> logged.add(it.group(1)));
      }
    }

    assertThat(lookedFor)
        .contains("sign-up-capacity-exhausted", "message-limit-reached")
        .isEqualTo(logged);
  }

  @Test
  void shouldPassCfnLint() throws Exception {
    List<Path> found =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .map(folder -> Path.of(folder, "cfn-lint"))
            .filter(Files::isExecutable)
            .toList();
    assumeThat(found).as("cfn-lint is not installed here").isNotEmpty();

    Process lint =
        new ProcessBuilder(found.getFirst().toString(), Stack.FILE)
            .directory(Documents.ROOT.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(lint.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(lint.waitFor()).as(output).isZero();
  }

  /** A page without its line breaks. */
  private static String prose(String page) {
    return Documents.text(page).replaceAll("\\s+", " ");
  }

  private static long functionsOf(String capability) {
    String prefix = "io.marcado." + capability + ".";
    return STACK.functions().values().stream()
        .filter(function -> String.valueOf(function.get("Handler")).startsWith(prefix))
        .count();
  }

  private static Set<String> functions(Predicate<String> chosen) {
    return STACK.functions().keySet().stream()
        .filter(chosen)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, Map<String, Object>> events(String type) {
    Map<String, Map<String, Object>> found = new TreeMap<>();
    STACK
        .functions()
        .forEach(
            (id, function) ->
                at(function, "Events")
                    .values()
                    .forEach(
                        event -> {
                          if (type.equals(map(event).get("Type"))) {
                            found.put(id, at(map(event), "Properties"));
                          }
                        }));
    return found;
  }
}
