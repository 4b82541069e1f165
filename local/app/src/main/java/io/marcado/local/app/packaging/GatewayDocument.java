package io.marcado.local.app.packaging;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The document API Gateway imports for one kind of API: routes and the functions behind them, and
 * nothing of the contract's schemas. CloudFormation includes it into template.yaml and resolves its
 * functions, which it knows in their long form only.
 */
public final class GatewayDocument {
  /** Which operations an API has, and where. */
  public enum Base {
    /** The origin's operations. */
    ORIGIN("origin", ""),
    /** The operations of a business, for a stage of its own or for one that is shared by host. */
    TENANT("tenant", ""),
    /** The same, for a stage that businesses share by the first path segment. */
    SHARED_BY_PATH("tenant", "/{business}");

    private final String text;
    private final String prefix;

    Base(String text, String prefix) {
      this.text = text;
      this.prefix = prefix;
    }

    /** The {@code x-marcado-base} of its operations. */
    public String text() {
      return text;
    }

    /** What each of its paths begins with. */
    public String prefix() {
      return prefix;
    }
  }

  /** Answers {@code OPTIONS} of every path. */
  public static final String PREFLIGHT = "Preflight";

  /** Answers every route nobody declared. */
  public static final String NOT_FOUND = "NotFound";

  private static final String ANY = "x-amazon-apigateway-any-method";

  private static final List<String> METHODS = List.of("get", "put", "post", "patch", "delete");

  private final Map<String, Object> document;

  private GatewayDocument(Map<String, Object> document) {
    this.document = document;
  }

  /**
   * Chooses the operations of one base out of the contract.
   *
   * @param contract text of openapi.yaml
   * @throws IllegalArgumentException when an operation lacks its id or its base
   */
  public static GatewayDocument from(String contract, Base base) {
    Map<String, Object> source =
        map(new Yaml(new SafeConstructor(new LoaderOptions())).load(contract));
    Map<String, Object> paths = new LinkedHashMap<>();
    map(source.get("paths"))
        .forEach(
            (path, item) -> {
              Map<String, Object> routes = routes(path, map(item), base);
              if (!routes.isEmpty()) {
                paths.put(base.prefix() + path, routes);
              }
            });
    // The root is not matched by a greedy variable.
    route(paths, base.prefix().isEmpty() ? "/" : base.prefix(), "options", PREFLIGHT);
    route(paths, base.prefix() + "/{proxy+}", "options", PREFLIGHT);
    if (!base.prefix().isEmpty()) {
      // The default route has no path parameters, so it would not know whose pages may read it.
      route(paths, base.prefix(), ANY, NOT_FOUND);
      route(paths, base.prefix() + "/{proxy+}", ANY, NOT_FOUND);
    }
    Map<String, Object> anything = operation(NOT_FOUND);
    anything.put("isDefaultRoute", true);
    paths.put("/$default", Map.of(ANY, anything));

    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", "3.0.1");
    document.put(
        "info",
        ordered(
            "title",
            sub("${AWS::StackName}-" + base.name().toLowerCase(Locale.ROOT).replace('_', '-')),
            "version",
            String.valueOf(map(source.get("info")).get("version"))));
    document.put("paths", paths);
    return new GatewayDocument(document);
  }

  /**
   * The routes as API Gateway names them, such as {@code GET /bookings/{bookingId}}, with their
   * function.
   */
  public Map<String, String> routes() {
    Map<String, String> routes = new LinkedHashMap<>();
    map(document.get("paths"))
        .forEach(
            (path, item) ->
                map(item)
                    .forEach(
                        (method, operation) ->
                            routes.put(
                                path.equals("/$default")
                                    ? "$default"
                                    : (method.equals(ANY) ? "ANY" : method.toUpperCase(Locale.ROOT))
                                        + " "
                                        + path,
                                function(map(operation)))));
    return routes;
  }

  /** The document as YAML. */
  public String toYaml() {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setWidth(400);
    options.setSplitLines(false);
    return new Yaml(options).dump(document);
  }

  private static Map<String, Object> routes(String path, Map<String, Object> item, Base base) {
    Map<String, Object> routes = new LinkedHashMap<>();
    for (String method : METHODS) {
      if (item.get(method) != null) {
        Map<String, Object> operation = map(item.get(method));
        String where = method.toUpperCase(Locale.ROOT) + " " + path;
        if (text(operation, "x-marcado-base", where).equals(base.text())) {
          routes.put(method, operation(text(operation, "operationId", where)));
        }
      }
    }
    return routes;
  }

  private static void route(
      Map<String, Object> paths, String path, String method, String function) {
    Map<String, Object> routes = new LinkedHashMap<>(map(paths.getOrDefault(path, Map.of())));
    routes.put(method, operation(function));
    paths.put(path, routes);
  }

  private static Map<String, Object> operation(String function) {
    return ordered(
        // No operationId: two routes call the same function, and ids would have to differ.
        "responses",
        new LinkedHashMap<>(),
        "x-amazon-apigateway-integration",
        ordered(
            "type",
            "aws_proxy",
            "httpMethod",
            "POST",
            "payloadFormatVersion",
            "2.0",
            "credentials",
            ordered("Fn::GetAtt", List.of("ApiInvocationRole", "Arn")),
            "uri",
            // The alias by its name, not by reference: functions know the URL of the origin API,
            // and
            // a reference back to them would close a circle.
            sub(
                "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/"
                    + "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:"
                    + "${AWS::StackName}_"
                    + function
                    + ":live/invocations")));
  }

  private static String function(Map<String, Object> operation) {
    Map<String, Object> integration = map(operation.get("x-amazon-apigateway-integration"));
    String uri = String.valueOf(map(integration.get("uri")).get("Fn::Sub"));
    return uri.substring(uri.lastIndexOf('_') + 1, uri.lastIndexOf(":live"));
  }

  private static Map<String, Object> sub(String text) {
    return ordered("Fn::Sub", text);
  }

  /** A map that is written in this order. */
  private static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  private static String text(Map<String, Object> operation, String key, String where) {
    if (operation.get(key) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(where + " in openapi.yaml has no " + key);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }
}
