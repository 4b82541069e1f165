package io.marcado.local.app.contract;

import static io.marcado.local.app.contract.Documents.at;
import static io.marcado.local.app.contract.Documents.list;
import static io.marcado.local.app.contract.Documents.map;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** openapi.yaml. */
public final class Contract {
  public static final String FILE = "openapi.yaml";

  private final Map<String, Object> document;

  /** The project's own. */
  public Contract() {
    this(Documents.yaml(Documents.text(FILE)));
  }

  private Contract(Map<String, Object> document) {
    this.document = document;
  }

  /** Reads a text in the form of openapi.yaml. */
  public static Contract parse(String text) {
    return new Contract(Documents.yaml(text));
  }

  /**
   * One operation.
   *
   * @param base {@code origin} or {@code tenant}
   * @param access the least role, or {@code anyone}
   * @param codes the problem codes of each status
   */
  public record Operation(
      String id,
      String method,
      String path,
      String base,
      String access,
      Map<Integer, Set<String>> codes,
      Map<String, Object> source) {
    public String routeKey() {
      return method + " " + path;
    }

    @Override
    public String toString() {
      return id;
    }
  }

  public Map<String, Object> document() {
    return document;
  }

  public List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    at(document, "paths")
        .forEach(
            (path, item) ->
                map(item)
                    .forEach(
                        (method, operation) -> {
                          if (!method.equals("servers") && !method.equals("parameters")) {
                            operations.add(operation(method, path, map(operation)));
                          }
                        }));
    return operations;
  }

  /** The schema of an operation's JSON body; empty when it takes none. */
  public Map<String, Object> bodySchema(Operation operation) {
    return resolve(
        at(
            resolve(at(operation.source(), "requestBody")),
            "content",
            "application/json",
            "schema"));
  }

  /** The example of an operation's JSON body, its own or its schema's; null when it takes none. */
  public @Nullable Object bodyExample(Operation operation) {
    Map<String, Object> content =
        at(resolve(at(operation.source(), "requestBody")), "content", "application/json");
    Object own = content.get("example");
    return own == null ? resolve(at(content, "schema")).get("example") : own;
  }

  /** The parameters of an operation that are in {@code path}, {@code query} or {@code header}. */
  public List<Map<String, Object>> parameters(Operation operation, String in) {
    List<Map<String, Object>> found = new ArrayList<>();
    for (Object one : list(operation.source().get("parameters"))) {
      Map<String, Object> parameter = resolve(map(one));
      if (in.equals(parameter.get("in"))) {
        found.add(parameter);
      }
    }
    return found;
  }

  /** True when an answer with this status may be a page for people. */
  public boolean isPage(Operation operation, int status) {
    Map<String, Object> answer =
        resolve(
            map(
                at(operation.source(), "responses")
                    .getOrDefault(String.valueOf(status), Map.of())));
    return at(answer, "content").containsKey("text/html");
  }

  /** Every problem code of the components, with its status. */
  public Map<String, Integer> codes() {
    Map<String, Integer> codes = new LinkedHashMap<>();
    at(document, "components", "examples")
        .forEach(
            (code, example) -> codes.put(code, (Integer) at(map(example), "value").get("status")));
    return codes;
  }

  /** Follows a reference within the document. */
  public Map<String, Object> resolve(Map<String, Object> value) {
    return value.get("$ref") instanceof String reference
        ? resolve(at(document, reference.substring(2).split("/")))
        : value;
  }

  private Operation operation(String method, String path, Map<String, Object> source) {
    Map<Integer, Set<String>> codes = new LinkedHashMap<>();
    at(source, "responses")
        .forEach(
            (status, response) -> {
              Set<String> examples =
                  at(resolve(map(response)), "content", "application/problem+json", "examples")
                      .keySet();
              if (!examples.isEmpty()) {
                codes.put(Integer.valueOf(status), new LinkedHashSet<>(examples));
              }
            });
    return new Operation(
        String.valueOf(source.get("operationId")),
        method.toUpperCase(Locale.ROOT),
        path,
        String.valueOf(source.get("x-marcado-base")),
        String.valueOf(source.get("x-marcado-access")),
        codes,
        source);
  }
}
