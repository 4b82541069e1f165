package io.marcado.local.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The routes of the contract: one set for the origin API, one for the tenants' stages. */
public final class Routes {
  private static final List<String> METHODS =
      List.of("get", "post", "put", "patch", "delete", "head", "options");

  private final List<Route> origin = new ArrayList<>();
  private final List<Route> tenant = new ArrayList<>();

  private Routes() {}

  /** A route that fits a request; parameters still percent-encoded. */
  record Match(Route route, Map<String, String> pathParameters) {}

  /** Reads paths, operationId and x-marcado-base of an OpenAPI document. */
  public static Routes read(Path openApi) {
    try {
      return parse(Files.readString(openApi));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Routes parse(String openApi) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(20 * 1024 * 1024);
    options.setMaxAliasesForCollections(1000);
    Map<String, Object> document = map(new Yaml(new SafeConstructor(options)).load(openApi));
    Routes routes = new Routes();
    List<String> faults = new ArrayList<>();
    map(document.get("paths"))
        .forEach(
            (path, item) ->
                METHODS.stream()
                    .filter(method -> map(item).containsKey(method))
                    .forEach(
                        method -> {
                          Map<String, Object> operation = map(map(item).get(method));
                          Object base =
                              Optional.ofNullable(operation.get("x-marcado-base"))
                                  .orElse(map(item).get("x-marcado-base"));
                          Route route =
                              Route.of(
                                  method.toUpperCase(Locale.ROOT),
                                  path,
                                  String.valueOf(operation.get("operationId")));
                          if (!operation.containsKey("operationId")) {
                            faults.add(route.key() + " has no operationId");
                          }
                          switch (String.valueOf(base)) {
                            case "origin" -> routes.origin.add(route);
                            case "tenant" -> routes.tenant.add(route);
                            default ->
                                faults.add(route.key() + " has no x-marcado-base origin or tenant");
                          }
                        }));
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException("The contract is incomplete: " + faults);
    }
    Comparator<Route> exactFirst = Comparator.comparing(Route::rank);
    routes.origin.sort(exactFirst);
    routes.tenant.sort(exactFirst);
    return routes;
  }

  /** True when some route of the origin begins with this segment. */
  boolean areAtOrigin(String segment) {
    return origin.stream().anyMatch(route -> route.segments().indexOf(segment) == 0);
  }

  Optional<Match> atOrigin(String method, List<String> path) {
    return match(origin, method, path);
  }

  Optional<Match> onStage(String method, List<String> path) {
    return match(tenant, method, path);
  }

  private static Optional<Match> match(List<Route> routes, String method, List<String> path) {
    for (Route route : routes) {
      Optional<Map<String, String>> parameters = route.match(method, path);
      if (parameters.isPresent()) {
        return Optional.of(new Match(route, parameters.get()));
      }
    }
    return Optional.empty();
  }

  private static Map<String, Object> map(@Nullable Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> entries) {
      entries.forEach(
          (key, item) -> map.put(String.valueOf(key), Objects.requireNonNullElse(item, "")));
    }
    return map;
  }
}
