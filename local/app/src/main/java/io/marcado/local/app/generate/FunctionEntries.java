package io.marcado.local.app.generate;

import static io.marcado.local.app.contract.Documents.at;
import static io.marcado.local.app.contract.Documents.map;

import io.marcado.local.app.contract.Contract;
import io.marcado.local.app.contract.Contract.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The functions of a capability's operations, as its template has them. What differs from the
 * template's {@code Globals} and from the capability's own role, the operation says under {@code
 * x-marcado-function}: {@code role}, {@code memory} in MB, {@code timeout} in seconds, and {@code
 * variables}, each with what it takes its value from: a parameter or a resource of the template, or
 * an attribute of a resource, after a point.
 */
final class FunctionEntries {
  private static final Set<String> KNOWN = Set.of("role", "memory", "timeout", "variables");

  private final String capability;
  private final Map<String, String> handlers;

  private FunctionEntries(String capability, Map<String, String> handlers) {
    this.capability = capability;
    this.handlers = handlers;
  }

  /**
   * The entries of all operations of a fragment, in its order.
   *
   * @param folder of the capability, in which the handlers are looked for
   * @throws IllegalArgumentException when an operation has no handler, or says what nobody knows
   */
  static String of(Path folder, String fragment) throws IOException {
    FunctionEntries entries =
        new FunctionEntries(
            String.valueOf(folder.getFileName()), handlers(folder.resolve("src/main/java")));
    return Contract.parse(fragment).operations().stream()
        .map(entries::of)
        .collect(Collectors.joining("\n"));
  }

  /** The classes of all handlers, by the name of their function. */
  private static Map<String, String> handlers(Path sources) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .map(file -> String.join(".", names(sources.relativize(file))))
          .filter(name -> name.endsWith("Handler.java"))
          .map(name -> name.replaceFirst("\\.java$", ""))
          .collect(
              Collectors.toMap(
                  name -> name.replaceFirst(".*\\.", "").replaceFirst("Handler$", ""),
                  name -> name));
    }
  }

  private static List<String> names(Path path) {
    return Stream.iterate(0, i -> i < path.getNameCount(), i -> i + 1)
        .map(i -> path.getName(i).toString())
        .toList();
  }

  private String of(Operation operation) {
    Map<String, Object> own = at(operation.source(), "x-marcado-function");
    String handler = handlers.get(operation.id());
    if (handler == null) {
      throw new IllegalArgumentException(
          "functions/%s has no class %sHandler".formatted(capability, operation.id()));
    }
    if (!KNOWN.containsAll(own.keySet())) {
      throw new IllegalArgumentException(
          "x-marcado-function of %s knows %s only".formatted(operation.id(), KNOWN));
    }
    StringBuilder entry = new StringBuilder();
    entry.append(
        """
          %1$s:
            Type: AWS::Serverless::Function
            DeletionPolicy: Delete
            UpdateReplacePolicy: Delete
            Metadata:
              SkipBuild: true
            Properties:
              FunctionName: !Sub ${Prefix}_%1$s
              Description: '%2$s: %3$s'
              Handler: %4$s
              Role: !GetAtt %5$s.Arn
        """
            .formatted(
                operation.id(),
                operation.routeKey(),
                String.valueOf(operation.source().get("summary")).replace("'", "''"),
                handler,
                own.getOrDefault("role", defaultRole())));
    if (own.get("memory") != null) {
      entry.append("      MemorySize: ").append(own.get("memory")).append('\n');
    }
    if (own.get("timeout") != null) {
      entry.append("      Timeout: ").append(own.get("timeout")).append('\n');
    }
    Map<String, Object> variables = map(own.get("variables"));
    if (!variables.isEmpty()) {
      entry.append("      Environment:\n        Variables:\n");
      variables.forEach(
          (name, source) ->
              entry.append(
                  "          %s: %s %s\n"
                      .formatted(
                          name, source.toString().contains(".") ? "!GetAtt" : "!Ref", source)));
    }
    return entry.toString();
  }

  private String defaultRole() {
    return Character.toUpperCase(capability.charAt(0)) + capability.substring(1) + "Role";
  }
}
