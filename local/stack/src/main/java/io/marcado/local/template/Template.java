package io.marcado.local.template;

import static io.marcado.local.template.TemplateYaml.asList;
import static io.marcado.local.template.TemplateYaml.asMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.marcado.local.template.QueueDeclaration.Redrive;
import io.marcado.local.template.RuleDeclaration.Target;
import io.marcado.local.template.TableDeclaration.Attribute;
import io.marcado.local.template.TableDeclaration.Index;
import io.marcado.local.template.TableDeclaration.Key;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What template.yaml declares, as far as the local stack builds it. */
public final class Template {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Map<String, Object>> resources = new LinkedHashMap<>();
  private final Map<String, Object> globals;
  private final Intrinsics intrinsics;

  private Template(Map<String, Object> document, Surroundings surroundings) {
    this.globals = asMap(asMap(document.get("Globals")).get("Function"));
    this.intrinsics = new Intrinsics(document, surroundings);
    asMap(document.get("Resources"))
        .forEach(
            (id, resource) -> {
              Map<String, Object> declared = asMap(resource);
              if (!(declared.get("Condition") instanceof String condition)
                  || intrinsics.condition(condition)) {
                resources.put(id, declared);
              }
            });
  }

  /** Reads the file and resolves its functions lazily, as things are asked for. */
  public static Template read(Path file, Surroundings surroundings) {
    try {
      return parse(Files.readString(file), surroundings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Template parse(String yaml, Surroundings surroundings) {
    return new Template(TemplateYaml.parse(yaml), surroundings);
  }

  public List<TableDeclaration> tables() {
    return all("AWS::DynamoDB::Table", this::table);
  }

  /** The one table. */
  public TableDeclaration table() {
    List<TableDeclaration> tables = tables();
    if (tables.size() != 1) {
      throw new IllegalStateException(
          "template.yaml declares " + tables.size() + " tables, not one");
    }
    return tables.getFirst();
  }

  public List<QueueDeclaration> queues() {
    return all("AWS::SQS::Queue", this::queue);
  }

  /** Rules with an event pattern; those with a schedule are sources of their function. */
  public List<RuleDeclaration> rules() {
    List<RuleDeclaration> rules = new ArrayList<>();
    ofType("AWS::Events::Rule")
        .forEach(
            (id, properties) -> {
              if (properties.containsKey("EventPattern")) {
                rules.add(rule(id, properties));
              }
            });
    return rules;
  }

  public List<FunctionDeclaration> functions() {
    return all("AWS::Serverless::Function", this::function);
  }

  /** The ids of the HTTP APIs, as TENANT_SHARDS and stages name them. */
  public List<String> httpApis() {
    return resources.keySet().stream()
        .filter(intrinsics::isHttpApi)
        .map(intrinsics::physicalName)
        .toList();
  }

  public List<String> eventBuses() {
    return all("AWS::Events::EventBus", (id, properties) -> intrinsics.physicalName(id));
  }

  public List<String> scheduleGroups() {
    return all("AWS::Scheduler::ScheduleGroup", (id, properties) -> intrinsics.physicalName(id));
  }

  public List<String> secrets() {
    return all("AWS::SecretsManager::Secret", (id, properties) -> intrinsics.physicalName(id));
  }

  private Map<String, Map<String, Object>> ofType(String type) {
    Map<String, Map<String, Object>> found = new LinkedHashMap<>();
    resources.forEach(
        (id, resource) -> {
          if (type.equals(resource.get("Type"))) {
            found.put(id, asMap(resource.get("Properties")));
          }
        });
    return found;
  }

  private <T> List<T> all(
      String type, java.util.function.BiFunction<String, Map<String, Object>, T> reader) {
    return ofType(type).entrySet().stream()
        .map(entry -> reader.apply(entry.getKey(), entry.getValue()))
        .toList();
  }

  private TableDeclaration table(String id, Map<String, Object> unresolved) {
    Map<String, Object> properties = intrinsics.resolveMap(unresolved);
    return new TableDeclaration(
        id,
        intrinsics.physicalName(id),
        each(
            properties.get("AttributeDefinitions"),
            item -> new Attribute(string(item, "AttributeName"), string(item, "AttributeType"))),
        keys(properties),
        each(
            properties.get("GlobalSecondaryIndexes"),
            item -> {
              Map<String, Object> projection = asMap(item.get("Projection"));
              return new Index(
                  string(item, "IndexName"),
                  keys(item),
                  string(projection, "ProjectionType"),
                  strings(projection.get("NonKeyAttributes")));
            }),
        optional(asMap(properties.get("StreamSpecification")), "StreamViewType"),
        optional(asMap(properties.get("TimeToLiveSpecification")), "AttributeName"));
  }

  private static List<Key> keys(Map<String, Object> properties) {
    return each(
        properties.get("KeySchema"),
        item -> new Key(string(item, "AttributeName"), string(item, "KeyType")));
  }

  private QueueDeclaration queue(String id, Map<String, Object> unresolved) {
    Map<String, Object> properties = intrinsics.resolveMap(unresolved);
    Map<String, Object> redrive = asMap(properties.get("RedrivePolicy"));
    return new QueueDeclaration(
        id,
        intrinsics.physicalName(id),
        number(properties, "VisibilityTimeout", 30),
        number(properties, "DelaySeconds", 0),
        redrive.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Redrive(
                    Arns.resource(string(redrive, "deadLetterTargetArn")),
                    number(redrive, "maxReceiveCount", 10))));
  }

  private RuleDeclaration rule(String id, Map<String, Object> unresolved) {
    Map<String, Object> properties = intrinsics.resolveMap(unresolved);
    return new RuleDeclaration(
        optional(properties, "Name").orElse(id),
        optional(properties, "EventBusName").map(Arns::resource).orElse("default"),
        json(properties.get("EventPattern")),
        each(
            properties.get("Targets"),
            target ->
                new Target(
                    string(target, "Id"),
                    string(target, "Arn"),
                    optional(target, "Input"),
                    optional(target, "InputPath"))));
  }

  private FunctionDeclaration function(String id, Map<String, Object> unresolved) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (Map<String, Object> scope : List.of(globals, unresolved)) {
      intrinsics
          .resolveMap(asMap(scope.get("Environment")).get("Variables"))
          .forEach((name, value) -> variables.put(name, String.valueOf(value)));
    }
    List<EventSource> sources = new ArrayList<>();
    asMap(unresolved.get("Events"))
        .forEach((name, event) -> source(name, asMap(event)).ifPresent(sources::add));
    sources.addAll(mappings(id));
    sources.addAll(schedules(id));
    return new FunctionDeclaration(
        id,
        intrinsics.physicalName(id),
        intrinsics.text(unresolved.getOrDefault("Handler", globals.get("Handler"))),
        Duration.ofSeconds(
            Integer.parseInt(
                intrinsics.text(
                    unresolved.getOrDefault("Timeout", globals.getOrDefault("Timeout", 3))))),
        variables,
        sources);
  }

  private Optional<EventSource> source(String name, Map<String, Object> event) {
    Map<String, Object> properties = intrinsics.resolveMap(event.get("Properties"));
    return switch (string(event, "Type")) {
      case "SQS" -> Optional.of(queueSource(string(properties, "Queue"), properties));
      case "DynamoDB" -> Optional.of(streamSource(properties));
      case "Schedule", "ScheduleV2" ->
          Optional.of(
              new EventSource.Schedule(
                  name,
                  optional(properties, "Schedule")
                      .orElseGet(() -> string(properties, "ScheduleExpression")),
                  optional(properties, "Input")));
      // HttpApi and Api events say what openapi.yaml says already; the gateway reads that.
      default -> Optional.empty();
    };
  }

  /** AWS::Lambda::EventSourceMapping: the same as an event source, written as a resource. */
  private List<EventSource> mappings(String functionId) {
    List<EventSource> sources = new ArrayList<>();
    ofType("AWS::Lambda::EventSourceMapping")
        .forEach(
            (id, unresolved) -> {
              Map<String, Object> properties = intrinsics.resolveMap(unresolved);
              if (names(string(properties, "FunctionName"), functionId)) {
                String arn = string(properties, "EventSourceArn");
                sources.add(
                    arn.contains(":sqs:")
                        ? queueSource(arn, properties)
                        : streamSource(properties));
              }
            });
    return sources;
  }

  /** AWS::Scheduler::Schedule and AWS::Events::Rule that call the function now and again. */
  private List<EventSource> schedules(String functionId) {
    List<EventSource> sources = new ArrayList<>();
    ofType("AWS::Scheduler::Schedule")
        .forEach(
            (id, unresolved) -> {
              Map<String, Object> properties = intrinsics.resolveMap(unresolved);
              Map<String, Object> target = asMap(properties.get("Target"));
              if (names(string(target, "Arn"), functionId)) {
                sources.add(
                    new EventSource.Schedule(
                        id, string(properties, "ScheduleExpression"), optional(target, "Input")));
              }
            });
    ofType("AWS::Events::Rule")
        .forEach(
            (id, unresolved) -> {
              Map<String, Object> properties = intrinsics.resolveMap(unresolved);
              for (Object item : asList(properties.get("Targets"))) {
                Map<String, Object> target = asMap(item);
                if (properties.containsKey("ScheduleExpression")
                    && names(string(target, "Arn"), functionId)) {
                  sources.add(
                      new EventSource.Schedule(
                          id, string(properties, "ScheduleExpression"), optional(target, "Input")));
                }
              }
            });
    return sources;
  }

  private boolean names(String nameOrArn, String functionId) {
    String name = Arns.functionName(nameOrArn);
    // SAM's alias resource is called <logical id>Alias<name>.
    return name.equals(intrinsics.physicalName(functionId))
        || name.equals(functionId)
        || name.startsWith(functionId + "Alias");
  }

  private static EventSource queueSource(String arn, Map<String, Object> properties) {
    return new EventSource.Queue(
        Arns.resource(arn), number(properties, "BatchSize", 10), reportsItemFailures(properties));
  }

  private static EventSource streamSource(Map<String, Object> properties) {
    return new EventSource.Stream(
        number(properties, "BatchSize", 100),
        each(
            asMap(properties.get("FilterCriteria")).get("Filters"),
            filter ->
                filter.get("Pattern") instanceof String text ? text : json(filter.get("Pattern"))),
        number(properties, "MaximumRetryAttempts", -1),
        Boolean.parseBoolean(String.valueOf(properties.get("BisectBatchOnFunctionError"))),
        reportsItemFailures(properties),
        optional(
            asMap(asMap(properties.get("DestinationConfig")).get("OnFailure")), "Destination"));
  }

  private static boolean reportsItemFailures(Map<String, Object> properties) {
    return strings(properties.get("FunctionResponseTypes")).contains("ReportBatchItemFailures");
  }

  private static <T> List<T> each(@Nullable Object list, Function<Map<String, Object>, T> reader) {
    return asList(list).stream().map(item -> reader.apply(asMap(item))).toList();
  }

  private static List<String> strings(@Nullable Object list) {
    return asList(list).stream().map(String::valueOf).collect(Collectors.toList());
  }

  private static String string(Map<String, Object> map, String key) {
    return optional(map, key)
        .orElseThrow(() -> new IllegalArgumentException("No " + key + " in " + map));
  }

  private static Optional<String> optional(Map<String, Object> map, String key) {
    return Optional.ofNullable(map.get(key))
        .map(value -> value instanceof Map || value instanceof List ? json(value) : value)
        .map(String::valueOf);
  }

  private static int number(Map<String, Object> map, String key, int otherwise) {
    return optional(map, key).map(Integer::parseInt).orElse(otherwise);
  }

  private static String json(@Nullable Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
