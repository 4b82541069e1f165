package io.marcado.local.app.contract;

import static io.marcado.local.app.contract.Documents.at;
import static io.marcado.local.app.contract.Documents.list;
import static io.marcado.local.app.contract.Documents.map;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * template.yaml and the templates of its nested stacks, as if all stood in one file: where a nested
 * template names a parameter, this shows what the root stack passes for it.
 */
final class Stack {
  static final String FILE = "template.yaml";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");

  private final Map<String, Object> root = Documents.yaml(Documents.text(FILE));
  private final Map<String, Map<String, Object>> nested = new TreeMap<>();
  private final Map<String, String> templates = new TreeMap<>();
  private final Map<String, Object> resources = new LinkedHashMap<>();
  // Asked for with each call of the SDK.
  private final Map<String, Map<String, Object>> functions;

  Stack() {
    at(root, "Resources").forEach((id, resource) -> add(id, resource, FILE));
    ofType("AWS::Serverless::Application")
        .forEach(
            (_, stack) -> {
              String file = String.valueOf(stack.get("Location"));
              Map<String, Object> template = Documents.yaml(Documents.text(file));
              nested.put(file, template);
              at(template, "Resources")
                  .forEach(
                      (id, resource) -> add(id, passed(resource, at(stack, "Parameters")), file));
            });
    functions = ofType("AWS::Serverless::Function");
  }

  private void add(String id, Object resource, String file) {
    resources.put(id, resource);
    String other = templates.put(id, file);
    if (other != null) {
      throw new AssertionError(id + " stands in " + other + " and in " + file);
    }
  }

  /** A value of a nested template with the root's values in place of parameters. */
  private static Object passed(Object value, Map<String, Object> parameters) {
    if (value instanceof Map<?, ?> map) {
      Object reference = map.get("!Ref");
      if (reference != null && parameters.get(reference) instanceof Object given) {
        return given;
      }
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach(
          (key, item) ->
              copy.put(
                  (String) key,
                  key.equals("!Sub") && item instanceof String text
                      ? PLACEHOLDER
                          .matcher(text)
                          .replaceAll(
                              name ->
                                  Matcher.quoteReplacement(
                                      "${" + name(name.group(1), parameters) + "}"))
                      : passed(item, parameters)));
      return copy;
    }
    return value instanceof List<?> list
        ? list.stream().map(item -> passed(item, parameters)).toList()
        : value;
  }

  /** What stands for a parameter in {@code !Sub}. */
  private static Object name(String parameter, Map<String, Object> parameters) {
    Map<String, Object> given = map(parameters.get(parameter));
    return given.getOrDefault("!Ref", given.getOrDefault("!GetAtt", parameter));
  }

  Map<String, Object> root() {
    return root;
  }

  /** The nested stacks' templates as they are written, by file. */
  Map<String, Map<String, Object>> nested() {
    return nested;
  }

  /** The template in which a resource stands. */
  Map<String, Object> templateOf(String id) {
    return nested.getOrDefault(Objects.requireNonNull(templates.get(id)), root);
  }

  /** All resources. */
  Map<String, Object> resources() {
    return resources;
  }

  /** The properties of all resources of one type, by logical id. */
  Map<String, Map<String, Object>> ofType(String type) {
    Map<String, Map<String, Object>> found = new LinkedHashMap<>();
    resources.forEach(
        (id, resource) -> {
          if (type.equals(map(resource).get("Type"))) {
            found.put(id, at(map(resource), "Properties"));
          }
        });
    return found;
  }

  Map<String, Map<String, Object>> functions() {
    return functions;
  }

  /** Functions behind no route: called by a queue, the stream or a schedule. */
  Set<String> withEvents() {
    Set<String> found = new TreeSet<>();
    functions()
        .forEach(
            (id, properties) -> {
              if (properties.containsKey("Events")) {
                found.add(id);
              }
            });
    return found;
  }

  /** What a function finds in its environment beside what all have. */
  Map<String, Object> variables(String function) {
    return at(map(functions().get(function)), "Environment", "Variables");
  }

  /** The logical id of a function's role. */
  String role(String function) {
    return getAtt(map(functions().get(function)).getOrDefault("Role", ""));
  }

  /** What a function may, by its role. */
  Set<String> rights(String function) {
    return rightsOf(role(function));
  }

  /**
   * What a role allows beside writing log and trace of its functions, and what it denies ({@code
   * never …}): each action with the resources of its statement, such as {@code sqs:SendMessage
   * UnsentCodes.Arn}; of an ARN what follows the account.
   */
  Set<String> rightsOf(String role) {
    Set<String> rights = new TreeSet<>();
    for (Object policy : list(map(ofType("AWS::IAM::Role").get(role)).get("Policies"))) {
      for (Object statement : list(at(map(policy), "PolicyDocument").get("Statement"))) {
        collectRights(map(statement), rights);
      }
    }
    String log =
        at(templateOf(role), "Globals", "Function", "LoggingConfig", "LogGroup").get("!Ref")
            + ".Arn";
    rights.removeAll(
        Set.of(
            "logs:CreateLogStream " + log,
            "logs:PutLogEvents " + log,
            "xray:PutTraceSegments *",
            "xray:PutTelemetryRecords *"));
    return rights;
  }

  private static void collectRights(Map<String, Object> statement, Set<String> rights) {
    if (statement.get("!If") instanceof List<?> choice) {
      collectRights(map(choice.get(1)), rights);
      return;
    }
    String effect = "Allow".equals(statement.get("Effect")) ? "" : "never ";
    String resources =
        oneOrMore(statement.get("Resource")).stream()
            .map(Stack::shown)
            .collect(Collectors.joining(" "));
    oneOrMore(statement.get("Action"))
        .forEach(action -> rights.add(effect + action + " " + resources));
  }

  private static String shown(Object resource) {
    Map<String, Object> tagged = map(resource);
    Object text = tagged.isEmpty() ? resource : tagged.values().iterator().next();
    return String.valueOf(text)
        .replace("arn:${AWS::Partition}:", "")
        .replace("${AWS::Region}", "")
        .replace("${AWS::AccountId}", "")
        .replaceFirst("^[a-z]+:::", "")
        .replaceAll("[${}]", "");
  }

  private static List<?> oneOrMore(@Nullable Object value) {
    if (map(value).get("!Join") instanceof List<?> join) {
      return list(join.get(1));
    }
    return value instanceof List<?> several ? several : List.of(Objects.requireNonNull(value));
  }

  /** Seconds, its own or the template's. */
  int timeout(String function) {
    return (Integer)
        Objects.requireNonNull(
            map(functions().get(function))
                .getOrDefault(
                    "Timeout", at(templateOf(function), "Globals", "Function").get("Timeout")));
  }

  /**
   * How many resources CloudFormation will count in each stack: SAM makes a function, a version and
   * an alias of each function, and one resource of each event source (a queue, the stream, a
   * schedule with a role of ours).
   */
  Map<String, Integer> resourceEstimates() {
    Map<String, Integer> counts = new TreeMap<>();
    resources.forEach(
        (id, resource) ->
            counts.merge(
                Objects.requireNonNull(templates.get(id)),
                "AWS::Serverless::Function".equals(map(resource).get("Type"))
                    ? 3 + at(map(resource), "Properties", "Events").size()
                    : 1,
                Integer::sum));
    return counts;
  }

  /** The logical id of the resource whose attribute {@code !GetAtt Id.Attribute} names. */
  static String getAtt(Object value) {
    Object target = map(value).get("!GetAtt");
    return target instanceof String text ? text.substring(0, text.lastIndexOf('.')) : "";
  }

  /** All that {@code !GetAtt Id.Arn} of a dead-letter configuration anywhere names. */
  Set<String> deadLetterTargets() {
    Set<String> found = new TreeSet<>();
    collectDeadLetters(resources, found);
    return found;
  }

  private static void collectDeadLetters(Object value, Set<String> found) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, item) -> {
            switch (String.valueOf(key)) {
              case "DeadLetterConfig" -> found.add(getAtt(map(item).getOrDefault("Arn", "")));
              case "OnFailure" -> {
                if ("SQS".equals(map(item).get("Type"))) {
                  found.add(getAtt(map(item).getOrDefault("Destination", "")));
                }
              }
              case "deadLetterTargetArn", "SCHEDULER_DLQ_ARN" -> found.add(getAtt(item));
              default -> collectDeadLetters(item, found);
            }
          });
    } else {
      list(value).forEach(item -> collectDeadLetters(item, found));
    }
  }
}
