package io.marcado.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.marcado.local.functions.FunctionFailed;
import io.marcado.local.functions.Functions;
import io.marcado.local.functions.LocalFunction;
import io.marcado.local.http.Reply;
import io.marcado.local.http.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP APIs: the origin at {@code /}, and each tenant's stage under {@code /<stage name>}.
 *
 * <p>Besides the contract's routes both have what {@code ./marcado package} gives them on AWS:
 * {@code OPTIONS} of every path goes to Preflight, everything that fits no route to NotFound.
 */
public final class Gateway {
  /** API Gateway takes 10 MB and not one byte more. */
  public static final int BODY_LIMIT = 10 * 1024 * 1024;

  public static final Reply TOO_LARGE =
      Reply.json(413, "{\"message\":\"Request Entity Too Large\"}");

  /** How long an HTTP API waits for a function. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Reply SERVICE_UNAVAILABLE =
      Reply.json(503, "{\"message\":\"Service Unavailable\"}");
  private static final Reply SERVER_ERROR =
      Reply.json(500, "{\"message\":\"Internal Server Error\"}");

  private final Routes routes;
  private final Stages stages;
  private final Functions functions;
  private final InstantSource clock;
  private final LocalEndpoints localEndpoints;
  private final Stage origin;
  private final TenantRouting routing;

  /**
   * @param originApi the id of the API whose stage is {@code $default}
   * @param routing how businesses without a stage of their own are reached
   */
  public Gateway(
      Routes routes,
      Stages stages,
      Functions functions,
      InstantSource clock,
      LocalEndpoints localEndpoints,
      String originApi,
      TenantRouting routing) {
    this.routes = routes;
    this.stages = stages;
    this.functions = functions;
    this.clock = clock;
    this.localEndpoints = localEndpoints;
    this.origin = new Stage(originApi, "$default", Map.of(), Map.of());
    this.routing = routing;
  }

  /** What a request is sent to. */
  private record Destination(
      Stage stage, String routeKey, String function, Map<String, String> pathParameters) {}

  public Reply answer(Request request) {
    if (request.path().startsWith("/_local/")) {
      return localEndpoints.answer(request);
    }
    Destination destination = destination(request);
    String requestId = UUID.randomUUID().toString();
    Optional<LocalFunction> function = functions.find(destination.function());
    if (function.isEmpty()) {
      LOG.error("{} is not in template.yaml", destination.function());
      return SERVER_ERROR;
    }
    byte[] event =
        HttpApiEvent.write(
            request,
            destination.stage(),
            destination.routeKey(),
            destination.pathParameters(),
            requestId,
            clock.instant());
    try {
      return reply(function.get().invoke(event, PATIENCE), requestId);
    } catch (FunctionFailed e) {
      LOG.error("{} {} failed", request.method(), request.path(), e);
      return e.errorType().equals("Sandbox.Timedout") ? SERVICE_UNAVAILABLE : SERVER_ERROR;
    } catch (IOException e) {
      LOG.error("{} {} gave no JSON", request.method(), request.path(), e);
      return SERVER_ERROR;
    }
  }

  private Destination destination(Request request) {
    List<String> path = Route.segments(request.path());
    Optional<Stage> stage =
        path.isEmpty() ? Optional.empty() : stages.named(HttpApiEvent.decodePath(path.getFirst()));
    if (stage.isPresent()) {
      return destination(request, stage.get(), path.subList(1, path.size()));
    }
    String host = request.header("host").orElse("").toLowerCase(Locale.ROOT);
    String suffix = hostSuffix(host);
    if (routing == TenantRouting.HOST && !suffix.isEmpty()) {
      return destination(request, shared(Map.of("tenantBy", "host", "hostSuffix", suffix)), path);
    }
    // Paths of the origin take precedence; their names are reserved, so no slug equals them.
    if (routing == TenantRouting.HOST || path.isEmpty() || routes.areAtOrigin(path.getFirst())) {
      return destination(request, origin, path);
    }
    return behindSegment(
        destination(request, shared(Map.of("tenantBy", "path")), path.subList(1, path.size())),
        path.getFirst());
  }

  private Destination destination(Request request, Stage stage, List<String> path) {
    String method = request.method();
    Optional<Routes.Match> match =
        stage == origin ? routes.atOrigin(method, path) : routes.onStage(method, path);
    if (match.isPresent()) {
      Route route = match.get().route();
      return new Destination(stage, route.key(), route.function(), match.get().pathParameters());
    }
    if (method.equals("OPTIONS")) {
      String proxy = String.join("/", path);
      return proxy.isEmpty()
          ? new Destination(stage, "OPTIONS /", "Preflight", Map.of())
          : new Destination(stage, "OPTIONS /{proxy+}", "Preflight", Map.of("proxy", proxy));
    }
    return new Destination(stage, "$default", "NotFound", Map.of());
  }

  /** The same route as the shared API by path has it, behind the segment that is the slug. */
  private static Destination behindSegment(Destination destination, String segment) {
    Map<String, String> parameters = new LinkedHashMap<>(destination.pathParameters());
    parameters.put("business", segment);
    String key =
        destination.routeKey().equals("$default") ? "ANY /{proxy+}" : destination.routeKey();
    return new Destination(
        destination.stage(),
        key.equals("OPTIONS /") ? "OPTIONS /{business}" : key.replaceFirst(" /", " /{business}/"),
        destination.function(),
        parameters);
  }

  private Stage shared(Map<String, String> variables) {
    return new Stage("shared", "$default", variables, Map.of());
  }

  /** {@code .localhost:3000} of {@code demo.localhost:3000}; empty for the origin itself. */
  private static String hostSuffix(String host) {
    int dot = host.indexOf(".localhost");
    return dot > 0 ? host.substring(dot) : "";
  }

  private static Reply reply(byte[] answer, String requestId) throws IOException {
    JsonNode json = JSON.readTree(answer);
    if (!json.isObject() || !json.has("statusCode")) {
      // Payload 2.0: what is no HTTP answer is the body of one.
      return Reply.json(200, json.toString());
    }
    Map<String, List<String>> headers = new LinkedHashMap<>();
    json.path("headers")
        .properties()
        .forEach(header -> add(headers, header.getKey(), header.getValue().asText()));
    json.path("multiValueHeaders")
        .properties()
        .forEach(
            header ->
                header.getValue().forEach(value -> add(headers, header.getKey(), value.asText())));
    json.path("cookies").forEach(cookie -> add(headers, "Set-Cookie", cookie.asText()));
    add(headers, "apigw-requestid", requestId);
    String text = json.path("body").isNull() ? "" : json.path("body").asText("");
    byte[] body =
        json.path("isBase64Encoded").asBoolean()
            ? Base64.getDecoder().decode(text)
            : text.getBytes(StandardCharsets.UTF_8);
    return new Reply(json.path("statusCode").asInt(), headers, body);
  }

  private static void add(Map<String, List<String>> headers, String name, String value) {
    // Jetty sets this one itself, by what is really sent.
    if (!name.equalsIgnoreCase("content-length")) {
      headers.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }
  }
}
