package io.marcado.local.app.contract;

import static io.marcado.local.app.contract.Documents.at;
import static io.marcado.local.app.contract.Documents.list;
import static io.marcado.local.app.contract.Documents.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.marcado.local.app.structure.Capabilities;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What every resource of the stacks must have, so that none is forgotten. */
@Execution(ExecutionMode.CONCURRENT)
class StackRulesTest {
  private static final Stack STACK = new Stack();

  /** CloudFormation takes 500 in a stack. */
  private static final int MOST_RESOURCES = 300;

  private static final Pattern NAME = Pattern.compile("\\w+");
  private static final Pattern EVENT = Pattern.compile("\\$\\.event = \"([^\"]+)\"");
  private static final Pattern LOGGED = Pattern.compile("\\(\"event\", \"([^\"]+)\"\\)");

  @Test
  void shouldKeepEveryStackSmall() {
    assertThat(STACK.resourceEstimates())
        .hasSize(1 + STACK.nested().size())
        .allSatisfy((file, count) -> assertThat(count).as(file).isLessThan(MOST_RESOURCES));
  }

  @Test
  void shouldHaveOneNestedStackForEachCapability() {
    assertThat(STACK.nested().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Capabilities.all().stream()
                .map(name -> "functions/" + name + "/template.yaml")
                .toList());
    // A nested stack's own name is none that another may rely on.
    STACK
        .nested()
        .keySet()
        .forEach(
            file -> assertThat(Documents.text(file)).as(file).doesNotContain("AWS::StackName"));
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
    Map<String, Set<String>> rights = new TreeMap<>();
    Map<String, String> roles = new TreeMap<>();
    Documents.yaml(Documents.text("local/app/src/test/resources/function-rights.yaml"))
        .forEach(
            (role, stated) -> {
              Set<String> may = rights.computeIfAbsent(role, _ -> new TreeSet<>());
              at(map(stated), "may")
                  .forEach(
                      (resources, actions) ->
                          list(actions).forEach(action -> may.add(action + " " + resources)));
              list(map(stated).get("functions"))
                  .forEach(function -> roles.put(String.valueOf(function), role));
            });
    Map<String, Set<String>> needed = new TreeMap<>();
    STACK
        .functions()
        .forEach(
            (id, function) -> {
              String own = capitalized(capability(function)) + "Role";
              String role = Objects.requireNonNullElse(roles.remove(id), own);
              needed.put(id, Objects.requireNonNull(rights.get(role), role));
            });
    Map<String, Set<String>> given = new TreeMap<>();
    STACK.functions().keySet().forEach(function -> given.put(function, STACK.rights(function)));

    assertThat(given).isEqualTo(needed);
    assertThat(roles).as("no functions").isEmpty();
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
  void shouldGiveEveryFunctionTheNameStackAndRoleOfItsCapability() {
    STACK
        .functions()
        .forEach(
            (id, function) -> {
              String capability = capability(function);
              assertThat(function)
                  .as(id)
                  // No stack's name has an underscore, so no other stack's functions begin like
                  // ours.
                  .containsEntry("FunctionName", Map.of("!Sub", "${AWS::StackName}_" + id))
                  .doesNotContainKeys("CodeUri", "LoggingConfig");
              assertThat(STACK.templateOf(id))
                  .as(id)
                  .isSameAs(STACK.nested().get("functions/" + capability + "/template.yaml"));
              assertThat(STACK.role(id))
                  .as(id)
                  .startsWith(capitalized(capability))
                  .endsWith("Role");
              assertThat(map(STACK.resources().get(id)))
                  .as(id)
                  .containsEntry("DeletionPolicy", "Delete")
                  .containsEntry("Metadata", Map.of("SkipBuild", true));
            });
  }

  @Test
  void shouldSetTheSameForTheFunctionsOfEachCapability() {
    Map<String, Object> common = variables("messaging");
    Set<String> globals = new TreeSet<>();
    for (String capability : Capabilities.all()) {
      assertThat(variables(capability)).as(capability).containsAllEntriesOf(common);
      Map<String, Object> others = new TreeMap<>(globals(capability));
      others.remove("Environment");
      globals.add(
          others
              .toString()
              .replace("marcado-" + capability + "-lambda.jar", "marcado-…-lambda.jar")
              .replace(capitalized(capability) + "LogGroup", "…LogGroup"));
    }

    assertThat(common).containsKey("JAVA_TOOL_OPTIONS");
    assertThat(globals).hasSize(1);
  }

  private static Map<String, Object> variables(String capability) {
    Map<String, Object> variables =
        new TreeMap<>(at(globals(capability), "Environment", "Variables"));
    assertThat(variables.remove("POWERTOOLS_SERVICE_NAME")).isEqualTo(capability);
    return variables;
  }

  @Test
  void shouldPublishAVersionOfEveryFunctionInEachRelease() {
    Map<String, Object> globals = globals("bookings");

    assertThat(globals)
        .containsEntry("Runtime", "java25")
        .containsEntry("Architectures", List.of("arm64"))
        .containsEntry("SnapStart", Map.of("ApplyOn", "PublishedVersions"))
        .containsEntry("AutoPublishAlias", "live")
        .containsEntry("AutoPublishAliasAllProperties", true)
        .containsEntry("CodeUri", "target/marcado-bookings-lambda.jar")
        .extractingByKey("LoggingConfig")
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("LogGroup", Map.of("!Ref", "BookingsLogGroup"));
    // A literal: SAM does not look into a parameter when it decides whether to publish.
    assertThat(at(globals, "Environment", "Variables")).containsEntry("RELEASE_ID", "development");
  }

  @Test
  void shouldUpdateCapabilitiesOneAfterTheOther() {
    Map<String, Set<String>> waitsFor = new TreeMap<>();
    STACK
        .ofType("AWS::Serverless::Application")
        .keySet()
        .forEach(id -> waitsFor.put(id, new TreeSet<>()));
    waitsFor.forEach((id, found) -> collectWaits(id, waitsFor.keySet(), found));

    // In a chain each waits for another number of stacks.
    assertThat(waitsFor.values()).extracting(Set::size).doesNotHaveDuplicates();
  }

  /** The stacks for which a resource waits, itself or by what it refers to. */
  private static void collectWaits(String id, Set<String> stacks, Set<String> found) {
    Matcher names = NAME.matcher(String.valueOf(STACK.resources().get(id)));
    Set<String> resources = new TreeSet<>();
    while (names.find()) {
      resources.add(names.group());
    }
    resources.retainAll(at(STACK.root(), "Resources").keySet());
    resources.remove(id);
    for (String resource : resources) {
      if (!stacks.contains(resource) || found.add(resource)) {
        collectWaits(resource, stacks, found);
      }
    }
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

    List<String> command = new ArrayList<>(List.of(found.getFirst().toString(), Stack.FILE));
    command.addAll(STACK.nested().keySet());
    Process lint =
        new ProcessBuilder(command)
            .directory(Documents.ROOT.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(lint.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(lint.waitFor()).as(output).isZero();
  }

  private static Map<String, Object> globals(String capability) {
    return at(
        map(STACK.nested().get("functions/" + capability + "/template.yaml")),
        "Globals",
        "Function");
  }

  private static String capability(Map<String, Object> function) {
    return String.valueOf(function.get("Handler")).split("\\.")[2];
  }

  private static String capitalized(String capability) {
    return Character.toUpperCase(capability.charAt(0)) + capability.substring(1);
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
