package io.marcado.local.app.contract;

import static io.marcado.local.app.contract.Documents.at;
import static io.marcado.local.app.contract.Documents.list;
import static io.marcado.local.app.contract.Documents.map;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

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
