package io.marcado.local.template;

import static io.marcado.local.template.TemplateYaml.asList;
import static io.marcado.local.template.TemplateYaml.asMap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** CloudFormation's functions, resolved to the things that exist in the local stack. */
final class Intrinsics {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(!?)([^}]+)}");
  private static final Object NO_VALUE = new Object();

  /** Name of the root stack. */
  static final String STACK_NAME = "marcado";

  private final Map<String, Object> parameters;
  private final Map<String, Object> mappings;
  private final Map<String, Object> conditions;
  private final Map<String, Object> resources;
  private final String stackName;
  private final Surroundings surroundings;
  private final Map<String, Map<String, Object>> outputs = new HashMap<>();

  Intrinsics(Map<String, Object> template, String stackName, Surroundings surroundings) {
    this.parameters = asMap(template.get("Parameters"));
    this.mappings = asMap(template.get("Mappings"));
    this.conditions = asMap(template.get("Conditions"));
    this.resources = asMap(template.get("Resources"));
    this.stackName = stackName;
    this.surroundings = surroundings;
  }

  /** Says what {@code !GetAtt <stack>.Outputs.<name>} gives of a nested stack. */
  void outputs(String stack, Map<String, Object> given) {
    outputs.put(stack, given);
  }

  Map<String, Object> resolveMap(@Nullable Object value) {
    return asMap(resolve(value));
  }

  /** The value with every function replaced by what it gives; null where it gives nothing. */
  @Nullable Object resolve(@Nullable Object value) {
    Object resolved = value == null ? NO_VALUE : evaluate(value);
    return resolved == NO_VALUE ? null : resolved;
  }

  String text(@Nullable Object value) {
    return String.valueOf(Objects.requireNonNullElse(resolve(value), ""));
  }

  boolean condition(String name) {
    if (!conditions.containsKey(name)) {
      throw new IllegalArgumentException("Condition " + name + " is not declared");
    }
    return truth(conditions.get(name));
  }

  private Object evaluate(Object value) {
    return switch (value) {
      case Map<?, ?> map when map.size() == 1 && isFunction(asMap(map)) -> {
        Map.Entry<String, Object> call = asMap(map).entrySet().iterator().next();
        yield call(call.getKey(), call.getValue());
      }
      case Map<?, ?> map -> {
        Map<String, Object> resolved = new LinkedHashMap<>();
        asMap(map)
            .forEach(
                (key, item) -> {
                  Object result = item == null ? NO_VALUE : evaluate(item);
                  if (result != NO_VALUE) {
                    resolved.put(key, result);
                  }
                });
        yield resolved;
      }
      case List<?> list -> {
        List<Object> resolved = new ArrayList<>();
        for (Object item : list) {
          Object result = item == null ? NO_VALUE : evaluate(item);
          if (result != NO_VALUE) {
            resolved.add(result);
          }
        }
        yield resolved;
      }
      default -> value;
    };
  }

  private static boolean isFunction(Map<String, Object> map) {
    String key = map.keySet().iterator().next();
    // A resource's own Condition key never stands alone, so a lone one is the function.
    return key.equals("Ref") || key.startsWith("Fn::") || key.equals("Condition");
  }

  private Object call(String function, Object argument) {
    return switch (function) {
      case "Ref" -> ref(String.valueOf(argument));
      case "Condition" -> condition(String.valueOf(argument));
      case "Fn::GetAtt" -> {
        List<Object> path = asList(argument);
        String whole = path.stream().map(this::text).collect(Collectors.joining("."));
        int dot = whole.indexOf('.');
        yield attribute(whole.substring(0, dot), whole.substring(dot + 1));
      }
      case "Fn::Sub" -> sub(argument);
      case "Fn::Join" -> {
        List<Object> parts = asList(argument);
        yield asList(resolve(parts.get(1))).stream()
            .map(String::valueOf)
            .collect(Collectors.joining(String.valueOf(parts.get(0))));
      }
      case "Fn::Split" -> {
        List<Object> parts = asList(argument);
        yield new ArrayList<Object>(
            Arrays.asList(
                text(parts.get(1)).split(Pattern.quote(String.valueOf(parts.get(0))), -1)));
      }
      case "Fn::Select" -> {
        List<Object> parts = asList(argument);
        yield asList(resolve(parts.get(1))).get(Integer.parseInt(text(parts.get(0))));
      }
      case "Fn::If" -> {
        List<Object> parts = asList(argument);
        yield evaluate(parts.get(condition(String.valueOf(parts.get(0))) ? 1 : 2));
      }
      case "Fn::FindInMap" -> {
        List<Object> parts = asList(argument);
        Object top = asMap(mappings.get(text(parts.get(0)))).get(text(parts.get(1)));
        yield Objects.requireNonNull(
            asMap(top).get(text(parts.get(2))), () -> "No such mapping: " + parts);
      }
      case "Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not" -> truth(Map.of(function, argument));
      case "Fn::GetAZs" -> List.of(surroundings.region() + "a", surroundings.region() + "b");
      case "Fn::Base64" ->
          java.util.Base64.getEncoder()
              .encodeToString(text(argument).getBytes(java.nio.charset.StandardCharsets.UTF_8));
      // Documents that only AWS reads (an API's imported definition) are left as they are.
      case "Fn::Transform" -> Map.of(function, argument);
      default -> throw new IllegalArgumentException("Unknown function " + function);
    };
  }

  private boolean truth(@Nullable Object condition) {
    if (condition instanceof Map<?, ?> map) {
      Map.Entry<String, Object> call = asMap(map).entrySet().iterator().next();
      List<Object> operands = asList(call.getValue());
      return switch (call.getKey()) {
        case "Fn::Equals" -> text(operands.get(0)).equals(text(operands.get(1)));
        case "Fn::And" -> operands.stream().allMatch(this::truth);
        case "Fn::Or" -> operands.stream().anyMatch(this::truth);
        case "Fn::Not" -> !truth(operands.get(0));
        case "Condition" -> condition(String.valueOf(call.getValue()));
        default -> throw new IllegalArgumentException("Not a condition: " + call.getKey());
      };
    }
    return Boolean.parseBoolean(String.valueOf(condition));
  }

  private Object sub(Object argument) {
    List<Object> parts = asList(argument);
    Map<String, Object> own = parts.size() > 1 ? asMap(parts.get(1)) : Map.of();
    Matcher matcher = PLACEHOLDER.matcher(String.valueOf(parts.get(0)));
    StringBuilder text = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(2).trim();
      String value;
      if (!matcher.group(1).isEmpty()) {
        value = "${" + name + "}";
      } else if (own.containsKey(name)) {
        value = text(own.get(name));
      } else if (name.contains(".")) {
        int dot = name.indexOf('.');
        value = String.valueOf(attribute(name.substring(0, dot), name.substring(dot + 1)));
      } else {
        value = text(Map.of("Ref", name));
      }
      matcher.appendReplacement(text, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(text).toString();
  }

  private Object ref(String name) {
    return switch (name) {
      case "AWS::Region" -> surroundings.region();
      case "AWS::AccountId" -> surroundings.accountId();
      case "AWS::Partition" -> "aws";
      case "AWS::StackName" -> stackName;
      case "AWS::StackId" -> arn("cloudformation", "stack/" + stackName + "/local");
      case "AWS::URLSuffix" -> "amazonaws.com";
      case "AWS::NoValue" -> NO_VALUE;
      case String parameter when parameters.containsKey(parameter) -> parameter(parameter);
      default -> resourceRef(name);
    };
  }

  private Object parameter(String name) {
    Map<String, Object> declaration = asMap(parameters.get(name));
    // A parameter without a default is something only a deployment has; locally it is empty.
    String value =
        Optional.ofNullable(surroundings.parameters().get(name))
            .orElseGet(
                () -> String.valueOf(Objects.requireNonNullElse(declaration.get("Default"), "")));
    return String.valueOf(declaration.get("Type")).contains("List")
        ? new ArrayList<Object>(Arrays.asList(value.split("\\s*,\\s*")))
        : value;
  }

  private Object resourceRef(String logicalId) {
    String name = physicalName(logicalId);
    return switch (type(logicalId)) {
      case "AWS::SQS::Queue" -> queueUrl(name);
      case "AWS::SNS::Topic", "AWS::SecretsManager::Secret" -> attribute(logicalId, "Arn");
      default -> name;
    };
  }

  /** The name a resource goes by: the one it is given, or its logical id. */
  String physicalName(String logicalId) {
    Map<String, Object> properties =
        asMap(asMap(resources.get(logicalId)).getOrDefault("Properties", Map.of()));
    @Nullable String property =
        switch (type(logicalId)) {
          case "AWS::DynamoDB::Table" -> "TableName";
          case "AWS::SQS::Queue" -> "QueueName";
          case "AWS::Events::EventBus", "AWS::Scheduler::ScheduleGroup" -> "Name";
          case "AWS::SecretsManager::Secret", "AWS::SSM::Parameter" -> "Name";
          case "AWS::Serverless::Function", "AWS::Lambda::Function" -> "FunctionName";
          case "AWS::IAM::Role" -> "RoleName";
          case "AWS::SNS::Topic" -> "TopicName";
          case "AWS::S3::Bucket" -> "BucketName";
          case "AWS::Logs::LogGroup" -> "LogGroupName";
          default -> null;
        };
    if (isHttpApi(logicalId)) {
      return logicalId.toLowerCase(java.util.Locale.ROOT);
    }
    String given = property == null ? "" : text(properties.get(property));
    return given.isEmpty() ? logicalId : given;
  }

  boolean isHttpApi(String logicalId) {
    String type = type(logicalId);
    return type.equals("AWS::Serverless::HttpApi") || type.equals("AWS::ApiGatewayV2::Api");
  }

  private Object attribute(String logicalId, String attribute) {
    if (attribute.startsWith("Outputs.")) {
      Map<String, Object> given = outputs.getOrDefault(logicalId, Map.of());
      return Optional.ofNullable(given.get(attribute.substring("Outputs.".length())))
          .orElseThrow(
              () -> new IllegalArgumentException("No " + attribute + " of " + logicalId + " yet"));
    }
    String name = physicalName(logicalId);
    return switch (type(logicalId) + " " + attribute) {
      case "AWS::DynamoDB::Table Arn" -> arn("dynamodb", "table/" + name);
      case "AWS::DynamoDB::Table StreamArn" ->
          arn("dynamodb", "table/" + name + "/stream/" + "local");
      case "AWS::SQS::Queue Arn" -> arn("sqs", name);
      case "AWS::SQS::Queue QueueName" -> name;
      case "AWS::SQS::Queue QueueUrl" -> queueUrl(name);
      case "AWS::Events::EventBus Arn" -> arn("events", "event-bus/" + name);
      case "AWS::Scheduler::ScheduleGroup Arn" -> arn("scheduler", "schedule-group/" + name);
      case "AWS::SNS::Topic Arn", "AWS::SNS::Topic TopicArn" -> arn("sns", name);
      case "AWS::SecretsManager::Secret Arn" -> arn("secretsmanager", "secret:" + name);
      case "AWS::Serverless::Function Arn", "AWS::Lambda::Function Arn" ->
          arn("lambda", "function:" + name);
      case "AWS::IAM::Role Arn" -> "arn:aws:iam::" + surroundings.accountId() + ":role/" + name;
      case "AWS::S3::Bucket Arn" -> "arn:aws:s3:::" + name;
      case "AWS::Logs::LogGroup Arn" -> arn("logs", "log-group:" + name + ":*");
      case "AWS::Serverless::HttpApi ApiEndpoint", "AWS::ApiGatewayV2::Api ApiEndpoint" ->
          surroundings.origin().toString();
      case "AWS::Serverless::HttpApi ApiId", "AWS::ApiGatewayV2::Api ApiId" -> name;
      case "AWS::Serverless::Function Alias" -> arn("lambda", "function:" + name + ":live");
      // Nothing local reads the rest (dashboards, policies, versions); it only has to be stable.
      default -> logicalId + "." + attribute;
    };
  }

  private String type(String logicalId) {
    Map<String, Object> resource = asMap(resources.get(logicalId));
    if (resource.isEmpty()) {
      // SAM makes resources of its own, such as <Function>Aliaslive or <Function>Role.
      return "";
    }
    return String.valueOf(resource.get("Type"));
  }

  private String queueUrl(String name) {
    return surroundings.sqs() + "/" + surroundings.accountId() + "/" + name;
  }

  private String arn(String service, String resource) {
    return "arn:aws:%s:%s:%s:%s"
        .formatted(service, surroundings.region(), surroundings.accountId(), resource);
  }
}
