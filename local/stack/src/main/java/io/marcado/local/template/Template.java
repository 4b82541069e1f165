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
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What template.yaml and the templates of its nested stacks declare, as far as the local stack
 * builds it. To its readers all of them are one stack.
 */
public final class Template {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Resource> resources = new LinkedHashMap<>();
  private final List<NestedStack> nestedStacks = new ArrayList<>();

  /** A resource, and the functions and globals of the template in which it stands. */
  private record Resource(
      Map<String, Object> declared, Intrinsics intrinsics, Map<String, Object> globals) {
    boolean is(String type) {
      return type.equals(declared.get("Type"));
    }

    Map<String, Object> properties() {
      return asMap(declared.get("Properties"));
    }

    Map<String, Object> resolved() {
      return intrinsics.resolveMap(properties());
    }

    /** A function's property, its own or the template's. */
    Object setting(String name, Object otherwise) {
      return properties().getOrDefault(name, globals.getOrDefault(name, otherwise));
    }
  }

  private Template() {}

  /**
   * Reads the file and those of its nested stacks. Functions are resolved as things are asked for.
   *
   * @throws IllegalStateException when two templates declare a resource of the same name
   */
  public static Template read(Path file, Surroundings surroundings) {
    Template template = new Template();
    template.add(file, Intrinsics.STACK_NAME, surroundings);
    return template;
  }

  /** A template without nested stacks. */
  public static Template parse(String yaml, Surroundings surroundings) {
    Template template = new Template();
    Map<String, Object> document = TemplateYaml.parse(yaml);
    template.add(document, new Intrinsics(document, Intrinsics.STACK_NAME, surroundings));
    return template;
  }

  /** Adds a file and those of its nested stacks, and gives its outputs. */
  private Map<String, Object> add(Path file, String stackName, Surroundings surroundings) {
    Map<String, Object> document;
    try {
      document = TemplateYaml.parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Intrinsics intrinsics = new Intrinsics(document, stackName, surroundings);
    Map<String, Resource> own = add(document, intrinsics);
    own.forEach(
        (id, resource) -> {
          if (resource.is("AWS::Serverless::Application")) {
            NestedStack nested = nestedStack(id, resource.resolved(), file);
            nestedStacks.add(nested);
            // Stacks stand in the order in which one takes the outputs of another.
            intrinsics.outputs(
                id,
                add(
                    nested.template(),
                    stackName + "-" + id,
                    surroundings.with(nested.parameters())));
          }
        });
    Map<String, Object> outputs = new LinkedHashMap<>();
    asMap(document.get("Outputs"))
        .forEach(
            (id, output) -> {
              Map<String, Object> declared = asMap(output);
              if (!(declared.get("Condition") instanceof String condition)
                  || intrinsics.condition(condition)) {
                outputs.put(id, intrinsics.text(declared.get("Value")));
              }
            });
    return outputs;
  }

  private static NestedStack nestedStack(String id, Map<String, Object> properties, Path file) {
    Map<String, String> parameters = new LinkedHashMap<>();
    asMap(properties.get("Parameters"))
        .forEach((name, value) -> parameters.put(name, String.valueOf(value)));
    return new NestedStack(id, file.resolveSibling(string(properties, "Location")), parameters);
  }

  private Map<String, Resource> add(Map<String, Object> document, Intrinsics intrinsics) {
    Map<String, Object> globals = asMap(asMap(document.get("Globals")).get("Function"));
    Map<String, Resource> own = new LinkedHashMap<>();
    asMap(document.get("Resources"))
        .forEach(
            (id, resource) -> {
              Map<String, Object> declared = asMap(resource);
              if (!(declared.get("Condition") instanceof String condition)
                  || intrinsics.condition(condition)) {
                own.put(id, new Resource(declared, intrinsics, globals));
              }
            });
    own.forEach(
        (id, resource) -> {
          if (resources.put(id, resource) != null) {
            throw new IllegalStateException(id + " is declared in two templates");
          }
        });
    return own;
  }

  public List<NestedStack> nestedStacks() {
    return List.copyOf(nestedStacks);
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
    return ofType("AWS::Events::Rule").entrySet().stream()
        .filter(rule -> rule.getValue().properties().containsKey("EventPattern"))
        .map(rule -> rule(rule.getKey(), rule.getValue()))
        .toList();
  }

  public List<FunctionDeclaration> functions() {
    return all("AWS::Serverless::Function", this::function);
  }

  /** The ids of the HTTP APIs, as TENANT_SHARDS and stages name them. */
  public List<String> httpApis() {
    return resources.entrySet().stream()
        .filter(it -> it.getValue().intrinsics().isHttpApi(it.getKey()))
        .map(it -> it.getValue().intrinsics().physicalName(it.getKey()))
        .toList();
  }

  public List<String> eventBuses() {
    return all("AWS::Events::EventBus", (id, bus) -> bus.intrinsics().physicalName(id));
  }

  public List<String> scheduleGroups() {
    return all("AWS::Scheduler::ScheduleGroup", (id, group) -> group.intrinsics().physicalName(id));
  }

  public List<String> secrets() {
    return all("AWS::SecretsManager::Secret", (id, secret) -> secret.intrinsics().physicalName(id));
  }

  private Map<String, Resource> ofType(String type) {
    Map<String, Resource> found = new LinkedHashMap<>();
    resources.forEach(
        (id, resource) -> {
          if (resource.is(type)) {
            found.put(id, resource);
          }
        });
    return found;
  }

  private <T> List<T> all(String type, BiFunction<String, Resource, T> reader) {
    return ofType(type).entrySet().stream()
        .map(entry -> reader.apply(entry.getKey(), entry.getValue()))
        .toList();
  }

  private TableDeclaration table(String id, Resource table) {
    Map<String, Object> properties = table.resolved();
    return new TableDeclaration(
        id,
        table.intrinsics().physicalName(id),
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

  private QueueDeclaration queue(String id, Resource queue) {
    Map<String, Object> properties = queue.resolved();
    Map<String, Object> redrive = asMap(properties.get("RedrivePolicy"));
    return new QueueDeclaration(
        id,
        queue.intrinsics().physicalName(id),
        number(properties, "VisibilityTimeout", 30),
        number(properties, "DelaySeconds", 0),
        redrive.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Redrive(
                    Arns.resource(string(redrive, "deadLetterTargetArn")),
                    number(redrive, "maxReceiveCount", 10))));
  }

  private RuleDeclaration rule(String id, Resource rule) {
    Map<String, Object> properties = rule.resolved();
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
                    optional(target, "InputPath"),
                    optional(asMap(target.get("SqsParameters")), "MessageGroupId"))));
  }

  private FunctionDeclaration function(String id, Resource function) {
    Intrinsics intrinsics = function.intrinsics();
    Map<String, String> variables = new LinkedHashMap<>();
    for (Map<String, Object> scope : List.of(function.globals(), function.properties())) {
      intrinsics
          .resolveMap(asMap(scope.get("Environment")).get("Variables"))
          .forEach((name, value) -> variables.put(name, String.valueOf(value)));
    }
    String name = intrinsics.physicalName(id);
    List<EventSource> sources = new ArrayList<>();
    asMap(function.properties().get("Events"))
        .forEach(
            (event, declared) ->
                source(id, event, asMap(declared), intrinsics).ifPresent(sources::add));
    sources.addAll(mappings(id, name));
    sources.addAll(schedules(id, name));
    return new FunctionDeclaration(
        id,
        name,
        intrinsics.text(function.setting("Handler", "")),
        Duration.ofSeconds(Integer.parseInt(intrinsics.text(function.setting("Timeout", 3)))),
        Integer.parseInt(intrinsics.text(function.setting("MemorySize", 128))),
        variables,
        sources);
  }

  private static Optional<EventSource> source(
      String function, String name, Map<String, Object> event, Intrinsics intrinsics) {
    Map<String, Object> properties = intrinsics.resolveMap(event.get("Properties"));
    return switch (string(event, "Type")) {
      // SAM names the mapping so.
      case "SQS" ->
          Optional.of(queueSource(function + name, string(properties, "Queue"), properties));
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
  private List<EventSource> mappings(String functionId, String functionName) {
    List<EventSource> sources = new ArrayList<>();
    ofType("AWS::Lambda::EventSourceMapping")
        .forEach(
            (id, mapping) -> {
              Map<String, Object> properties = mapping.resolved();
              if (names(string(properties, "FunctionName"), functionId, functionName)) {
                String arn = string(properties, "EventSourceArn");
                sources.add(
                    arn.contains(":sqs:")
                        ? queueSource(id, arn, properties)
                        : streamSource(properties));
              }
            });
    return sources;
  }

  /** AWS::Scheduler::Schedule and AWS::Events::Rule that call the function now and again. */
  private List<EventSource> schedules(String functionId, String functionName) {
    List<EventSource> sources = new ArrayList<>();
    ofType("AWS::Scheduler::Schedule")
        .forEach(
            (id, schedule) -> {
              Map<String, Object> properties = schedule.resolved();
              Map<String, Object> target = asMap(properties.get("Target"));
              if (names(string(target, "Arn"), functionId, functionName)) {
                sources.add(
                    new EventSource.Schedule(
                        id, string(properties, "ScheduleExpression"), optional(target, "Input")));
              }
            });
    ofType("AWS::Events::Rule")
        .forEach(
            (id, rule) -> {
              Map<String, Object> properties = rule.resolved();
              for (Object item : asList(properties.get("Targets"))) {
                Map<String, Object> target = asMap(item);
                if (properties.containsKey("ScheduleExpression")
                    && names(string(target, "Arn"), functionId, functionName)) {
                  sources.add(
                      new EventSource.Schedule(
                          id, string(properties, "ScheduleExpression"), optional(target, "Input")));
                }
              }
            });
    return sources;
  }

  private static boolean names(String nameOrArn, String functionId, String functionName) {
    String name = Arns.functionName(nameOrArn);
    // SAM's alias resource is called <logical id>Alias<name>.
    return name.equals(functionName)
        || name.equals(functionId)
        || name.startsWith(functionId + "Alias");
  }

  private static EventSource queueSource(
      String mappingId, String arn, Map<String, Object> properties) {
    return new EventSource.Queue(
        mappingId,
        Arns.resource(arn),
        number(properties, "BatchSize", 10),
        reportsItemFailures(properties));
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
