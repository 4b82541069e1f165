package io.marcado.local.app.contract;

import static io.marcado.local.app.contract.Documents.at;
import static io.marcado.local.app.contract.Documents.list;
import static io.marcado.local.app.contract.Documents.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.marcado.local.app.structure.Capabilities;
import io.marcado.operations.queues.QueueName;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

/** What every resource of the stacks must have, so that none is forgotten. */
class StackRulesTest {
  private static final Stack STACK = new Stack();
  private static final Map<String, Object> RIGHTS =
      Documents.yaml(Documents.text("local/app/src/test/resources/function-rights.yaml"));

  /** CloudFormation takes 500 in a stack. */
  private static final int MOST_RESOURCES = 300;

  /** CloudFormation takes no more in a template, counted after its transforms. */
  private static final int MOST_DYNAMIC_REFERENCES = 60;

  private static final Pattern TRANSLATED =
      Pattern.compile("(?<file>\\S+) (?<resources>\\d+) resources, (?<references>\\d+) references");
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
            schedule ->
                assertThat(schedule.getValue())
                    .as(schedule.getKey())
                    .containsKeys("DeadLetterConfig", "RoleArn", "Name"));
  }

  @Test
  void shouldHideMessagesForSixTimesAsLongAsTheirFunctionMayTake() {
    List<Map.Entry<String, Map<String, Object>>> consumers = events("SQS");
    assertThat(consumers).hasSize(10);
    consumers.forEach(
        consumer -> {
          String function = consumer.getKey();
          Map<String, Object> event = consumer.getValue();
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
  void shouldShowOperatorsEveryQueueThatHasAConsumer() {
    String shown =
        String.valueOf(
            at(map(STACK.resources().get("OperationsStack")), "Properties", "Parameters")
                .get("Queues"));
    events("SQS").stream()
        .map(Map.Entry::getValue)
        .forEach(
            event -> {
              String queue = Stack.getAtt(event.getOrDefault("Queue", ""));
              Map<String, Object> redrive =
                  at(map(STACK.ofType("AWS::SQS::Queue").get(queue)), "RedrivePolicy");
              assertThat(shown)
                  .contains(
                      ".Outputs." + queue + "Arn}",
                      ".Outputs."
                          + Stack.getAtt(redrive.getOrDefault("deadLetterTargetArn", ""))
                          + "Arn}");
            });
    assertThat(QueueName.values()).hasSize(events("SQS").size() + 1);
    for (QueueName name : QueueName.values()) {
      assertThat(shown).contains(name.text() + ",");
    }
  }

  @Test
  void shouldGiveEveryRoleTheRightsItNeedsAndNoOther() {
    Map<String, Set<String>> needed = new TreeMap<>();
    RIGHTS.forEach(
        (role, stated) -> {
          Set<String> rights = new TreeSet<>();
          at(map(stated), "may")
              .forEach(
                  (resources, actions) ->
                      list(actions).forEach(action -> rights.add(action + " " + resources)));
          needed.put(role, rights);
        });
    Map<String, Set<String>> given = new TreeMap<>();
    STACK.ofType("AWS::IAM::Role").keySet().forEach(role -> given.put(role, STACK.rightsOf(role)));

    assertThat(given).isEqualTo(needed);
  }

  @Test
  void shouldGiveAFunctionTheRoleOfItsCapabilityUnlessSaidOtherwise() {
    Map<String, String> others = new TreeMap<>();
    STACK
        .functions()
        .keySet()
        .forEach(
            function -> {
              if (!STACK.role(function).equals(capitalized(capability(function)) + "Role")) {
                others.put(function, STACK.role(function));
              }
            });
    Map<String, String> said = new TreeMap<>();
    RIGHTS.forEach(
        (role, stated) ->
            list(map(stated).get("functions"))
                .forEach(function -> said.put(String.valueOf(function), role)));

    assertThat(others).isEqualTo(said);
  }

  @Test
  void shouldLetSchedulesCallTheirFunctions() {
    assertThat(STACK.rightsOf("ScheduledTasksRole").toString())
        .contains(
            events("ScheduleV2").stream()
                .map(Map.Entry::getKey)
                .map("function:AWS::StackName_%s:live"::formatted)
                .toList());
  }

  @Test
  void shouldKeepMessagesAndDataWhenAStackIsDeletedButNotWhatAFailedDeploymentMade() {
    Set<String> kept =
        Set.of(
            "AWS::DynamoDB::Table",
            "AWS::S3::Bucket",
            "AWS::SecretsManager::Secret",
            "AWS::SQS::Queue");
    STACK
        .resources()
        .forEach(
            (id, resource) -> {
              if (kept.contains(String.valueOf(map(resource).get("Type")))) {
                assertThat(map(resource))
                    .as(id)
                    .containsEntry("DeletionPolicy", "RetainExceptOnCreate")
                    .containsEntry("UpdateReplacePolicy", "Retain");
              }
            });
  }

  @Test
  void shouldNameASecretToThoseWhoMayReadItAndToNobodyElse() {
    Map.of(
            "DATA_KEY_SECRET", "secretsmanager:GetSecretValue DataKeySecret",
            "OPERATOR_KEYS_SECRET", "secretsmanager:GetSecretValue OperatorKeysSecret",
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

  /** Each code that is entered counts, so who takes a second factor counts by the limits. */
  @Test
  void shouldTellTheLimitsToEveryFunctionThatTakesASecondFactor() {
    assertThat(functions(id -> STACK.variables(id).containsKey("DATA_KEY_SECRET")))
        .isNotEmpty()
        .allSatisfy(
            id -> {
              Map<String, Object> all = new TreeMap<>(variables(capability(id)));
              all.putAll(STACK.variables(id));
              assertThat(all).as(id).containsKey("LIMITS");
            });
  }

  @Test
  void shouldLogEveryRequestOfEveryStageWithoutPersonalData() {
    STACK
        .ofType("AWS::ApiGatewayV2::Stage")
        .forEach(
            (id, stage) -> {
              Map<String, Object> log = at(stage, "AccessLogSettings");
              assertThat(STACK.ofType("AWS::Logs::LogGroup"))
                  .as(id)
                  .containsKey(Stack.getAtt(log.getOrDefault("DestinationArn", "")));
              assertThat(String.valueOf(log.get("Format")))
                  .as(id)
                  .contains("$context.requestId", "$context.routeKey", "$context.status")
                  .doesNotContain("$context.identity", "$context.path", "$context.domainName");
            });
  }

  @Test
  void shouldGiveEveryFunctionTheNameStackAndRoleOfItsCapability() {
    STACK
        .functions()
        .forEach(
            (id, function) -> {
              String capability = capability(id);
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
    Map<String, Object> common = variables("catalog");
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
    return at(globals(capability), "Environment", "Variables");
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
  void shouldMakeMetricsOfTheLineOfEachRequestInEveryCapability() {
    Map<String, Set<String>> metrics = new TreeMap<>();
    STACK
        .ofType("AWS::Logs::MetricFilter")
        .forEach(
            (_, filter) ->
                metrics
                    .computeIfAbsent(
                        String.valueOf(filter.get("LogGroupName")), _ -> new TreeSet<>())
                    .add(String.valueOf(filter.get("FilterPattern"))));

    assertThat(metrics).hasSameSizeAs(STACK.nested().keySet());
    assertThat(metrics.values())
        .allSatisfy(
            patterns ->
                assertThat(patterns).contains("{ $.durationMs >= 0 }", "{ $.status >= 500 }"));
  }

  @Test
  void shouldFitIntoCloudFormationWhenSamHasTranslatedIt() throws Exception {
    assumeThat(isInstalled("python3") && run("python3", "-c", "import samtranslator").status() == 0)
        .as("Python with the SAM translator is not installed here")
        .isTrue();

    Output output =
        run(
            Stream.concat(
                    Stream.of("python3", "local/app/src/test/resources/translated.py", Stack.FILE),
                    STACK.nested().keySet().stream())
                .toArray(String[]::new));

    assertThat(output.status()).as(output.text()).isZero();
    Map<String, Integer> resources = new TreeMap<>();
    output
        .text()
        .lines()
        .map(TRANSLATED::matcher)
        .filter(Matcher::matches)
        .forEach(
            line -> {
              resources.put(line.group("file"), Integer.valueOf(line.group("resources")));
              assertThat(Integer.valueOf(line.group("references")))
                  .as("dynamic references of " + line.group("file"))
                  .isLessThanOrEqualTo(MOST_DYNAMIC_REFERENCES);
            });
    assertThat(resources).isEqualTo(STACK.resourceEstimates());
  }

  @Test
  void shouldPassCfnLint() throws Exception {
    assumeThat(isInstalled("cfn-lint")).as("cfn-lint is not installed here").isTrue();

    Output output =
        run(
            Stream.concat(Stream.of("cfn-lint", Stack.FILE), STACK.nested().keySet().stream())
                .toArray(String[]::new));

    assertThat(output.status()).as(output.text()).isZero();
  }

  private record Output(int status, String text) {}

  private static Output run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .directory(Documents.ROOT.toFile())
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Output(process.waitFor(), text);
  }

  private static boolean isInstalled(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static Map<String, Object> globals(String capability) {
    return at(
        map(STACK.nested().get("functions/" + capability + "/template.yaml")),
        "Globals",
        "Function");
  }

  private static String capability(String function) {
    return String.valueOf(map(STACK.functions().get(function)).get("Handler")).split("\\.")[2];
  }

  private static String capitalized(String capability) {
    return Character.toUpperCase(capability.charAt(0)) + capability.substring(1);
  }

  private static Set<String> functions(Predicate<String> chosen) {
    return STACK.functions().keySet().stream()
        .filter(chosen)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Events of a type, each with the function that they start. */
  private static List<Map.Entry<String, Map<String, Object>>> events(String type) {
    List<Map.Entry<String, Map<String, Object>>> found = new ArrayList<>();
    STACK
        .functions()
        .forEach(
            (id, function) ->
                at(function, "Events")
                    .values()
                    .forEach(
                        event -> {
                          if (type.equals(map(event).get("Type"))) {
                            found.add(Map.entry(id, at(map(event), "Properties")));
                          }
                        }));
    return found;
  }
}
