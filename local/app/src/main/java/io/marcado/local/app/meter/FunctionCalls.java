package io.marcado.local.app.meter;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.marcado.local.LocalStack;
import io.marcado.local.functions.LocalContext;
import io.marcado.local.functions.LocalFunction;
import io.marcado.platform.http.HttpEndpoint;
import io.marcado.platform.json.Json;
import io.marcado.platform.lambda.FunctionHost;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Calls the functions of a stack for one business, one by one in the thread of the caller, so that
 * a meter counts what they do. They stay warm, and keep their configuration.
 */
final class FunctionCalls {
  static final String NO_LIMITS = "*=100000";

  /** A meter counts, however slow the machine is. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final LocalStack stack;
  private final String tenant;
  private final Map<String, HttpEndpoint> started = new HashMap<>();
  private String limits = NO_LIMITS;

  FunctionCalls(LocalStack stack, String tenant) {
    this.stack = stack;
    this.tenant = tenant;
  }

  /**
   * A request to send.
   *
   * @param route of the contract, such as {@code GET /services/{serviceId}}
   * @param token of who asks; empty for a visitor
   * @param path the parameters in the path
   * @param body sent unless it is a GET
   */
  record Request(
      String route,
      String token,
      Map<String, String> path,
      Map<String, String> query,
      Map<String, String> headers,
      Map<String, Object> body) {}

  /** Starts all functions anew at their next call, with other limits. */
  void restart(String newLimits) {
    started.clear();
    limits = newLimits;
  }

  /**
   * The body of the answer.
   *
   * @throws IllegalStateException for an answer that is no success
   */
  JsonNode call(String function, Request request) {
    Map<String, String> headers = new HashMap<>(request.headers());
    headers.put("content-type", "application/json");
    if (!request.token().isEmpty()) {
      headers.put("authorization", "Bearer " + request.token());
    }
    APIGatewayV2HTTPEvent event =
        APIGatewayV2HTTPEvent.builder()
            .withVersion("2.0")
            .withRouteKey(request.route())
            .withHeaders(headers)
            .withPathParameters(request.path())
            .withQueryStringParameters(request.query())
            .withStageVariables(Map.of("tenant", tenant))
            .withBody(request.route().startsWith("GET") ? null : Json.write(request.body()))
            .withRequestContext(
                RequestContext.builder()
                    .withRouteKey(request.route())
                    .withRequestId("measured")
                    .withHttp(RequestContext.Http.builder().withSourceIp("127.0.0.1").build())
                    .build())
            .build();
    APIGatewayV2HTTPResponse response =
        started
            .computeIfAbsent(function, this::started)
            .handleRequest(event, LocalContext.of(function, "measured", PATIENCE));
    if (response.getStatusCode() >= 300) {
      throw new IllegalStateException(request.route() + ": " + response.getBody());
    }
    return response.getBody() == null ? MissingNode.getInstance() : parsed(response.getBody());
  }

  static JsonNode parsed(String text) {
    try {
      return Json.parse(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpEndpoint started(String name) {
    LocalFunction function = stack.functions().find(name).orElseThrow();
    FunctionHost host = function.host();
    Map<String, String> variables = new HashMap<>(host.variables());
    variables.put("CONFIG_CACHE_SECONDS", "3600");
    variables.put("LIMITS", limits);
    return ScopedValue.where(FunctionHost.CURRENT, new FunctionHost(variables, host.clock()))
        .call(() -> created(function.declaration().handlerClass()));
  }

  private static HttpEndpoint created(String type) {
    try {
      return (HttpEndpoint) Class.forName(type).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
