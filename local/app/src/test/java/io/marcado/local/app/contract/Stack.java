package io.marcado.local.app.contract;

import static io.marcado.local.app.contract.Documents.at;
import static io.marcado.local.app.contract.Documents.list;
import static io.marcado.local.app.contract.Documents.map;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** template.yaml. */
final class Stack {
  static final String FILE = "template.yaml";

  private final Map<String, Object> document = Documents.yaml(Documents.text(FILE));

  Map<String, Object> document() {
    return document;
  }

  /** The properties of all resources of one type, by logical id. */
  Map<String, Map<String, Object>> ofType(String type) {
    Map<String, Map<String, Object>> found = new LinkedHashMap<>();
    at(document, "Resources")
        .forEach(
            (id, resource) -> {
              if (type.equals(map(resource).get("Type"))) {
                found.put(id, at(map(resource), "Properties"));
              }
            });
    return found;
  }

  Map<String, Map<String, Object>> functions() {
    return ofType("AWS::Serverless::Function");
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

  /**
   * What a function's role allows beside writing its log and trace, and what it denies ({@code
   * never …}): each action with the resources of its statement, such as {@code sqs:SendMessage
   * UnsentCodes.Arn}; of an ARN what follows the account.
   */
  Set<String> rights(String function) {
    Set<String> rights = new TreeSet<>();
    for (Object policy : list(map(ofType("AWS::IAM::Role").get(role(function))).get("Policies"))) {
      for (Object statement : list(at(map(policy), "PolicyDocument").get("Statement"))) {
        collectRights(map(statement), rights);
      }
    }
    String log =
        at(map(functions().get(function)), "LoggingConfig", "LogGroup").get("!Ref") + ".Arn";
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
    return value instanceof List<?> several ? several : List.of(Objects.requireNonNull(value));
  }

  /** Seconds, its own or the template's. */
  int timeout(String function) {
    return (Integer)
        Objects.requireNonNull(
            map(functions().get(function))
                .getOrDefault("Timeout", at(document, "Globals", "Function").get("Timeout")));
  }

  /**
   * How many resources CloudFormation will count: SAM makes a function, a version and an alias of
   * each function, and one resource of each event source (a queue, the stream, a schedule with a
   * role of ours).
   */
  int resourceEstimate() {
    int count = 0;
    for (Object resource : at(document, "Resources").values()) {
      count +=
          "AWS::Serverless::Function".equals(map(resource).get("Type"))
              ? 3 + at(map(resource), "Properties", "Events").size()
              : 1;
    }
    return count;
  }

  /** The logical id of the resource whose attribute {@code !GetAtt Id.Attribute} names. */
  static String getAtt(Object value) {
    Object target = map(value).get("!GetAtt");
    return target instanceof String text ? text.substring(0, text.lastIndexOf('.')) : "";
  }

  /** All that {@code !GetAtt Id.Arn} of a dead-letter configuration anywhere names. */
  Set<String> deadLetterTargets() {
    Set<String> found = new TreeSet<>();
    collectDeadLetters(document, found);
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
