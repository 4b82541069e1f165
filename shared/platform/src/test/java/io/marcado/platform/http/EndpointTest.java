package io.marcado.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.Role;
import io.marcado.platform.auth.Access;
import io.marcado.platform.json.Json;
import io.marcado.platform.json.Readers;
import io.marcado.platform.lambda.FunctionHost;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class EndpointTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  record Greeting(String name, int times) {}

  static final class GreetHandler extends OriginEndpoint<Greeting, Greeting> {
    @Override
    protected Access access() {
      return Access.anyone();
    }

    @Override
    protected Greeting read(RequestReader request) {
      request.query().page();
      return request.body(
          body ->
              new Greeting(
                  body.required("name", Readers.text(1, 10)),
                  body.optional("times", Readers.integer(1, 3)).orElse(1)));
    }

    @Override
    protected Answer<Greeting> answer(OriginCall call, Greeting greeting) {
      if (greeting.name().equals("nobody")) {
        throw Problem.notFound("person");
      }
      if (greeting.name().equals("bug")) {
        throw new IllegalStateException("secret of a person");
      }
      return Answer.created(greeting).version(greeting.times());
    }
  }

  static final class SilentHandler extends OriginEndpoint<NoInput, Greeting> {
    @Override
    protected NoInput read(RequestReader request) {
      return new NoInput();
    }

    @Override
    protected Answer<Greeting> answer(OriginCall call, NoInput none) {
      return Answer.noContent();
    }
  }

  static final class StaffHandler extends TenantEndpoint<NoInput, Greeting> {
    @Override
    protected Access access() {
      return Access.atLeast(Role.STAFF);
    }

    @Override
    protected NoInput read(RequestReader request) {
      return new NoInput();
    }

    @Override
    protected Answer<Greeting> answer(Call call, NoInput none) {
      return Answer.noContent();
    }
  }

  @Test
  void answersWhatTheEndpointAnswers() {
    APIGatewayV2HTTPResponse response = greet("{\"name\":\" Ana \",\"times\":2}");

    assertThat(response.getStatusCode()).isEqualTo(201);
    assertThat(response.getBody()).isEqualTo("{\"name\":\"Ana\",\"times\":2}");
    assertThat(response.getHeaders())
        .containsEntry("ETag", "\"2\"")
        .containsEntry("X-Trace-Id", "request-1")
        .containsEntry("Content-Type", "application/json");
  }

  @Test
  void namesEveryFaultAtOnce() throws JsonProcessingException {
    APIGatewayV2HTTPEvent event = event("{\"times\":\"2\",\"admin\":true}");
    event.setQueryStringParameters(Map.of("limit", "1000", "cursor", "é", "x", "1"));

    APIGatewayV2HTTPResponse response = handler(GreetHandler::new).handleRequest(event, null);

    assertThat(response.getStatusCode()).isEqualTo(400);
    JsonNode problem = Json.parse(response.getBody());
    assertThat(problem.path("code").asText()).isEqualTo("validation-failed");
    assertThat(problem.path("traceId").asText()).isEqualTo("request-1");
    assertThat(problem.path("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/name", "/times", "/admin");
    assertThat(problem.path("errors").findValuesAsText("parameter"))
        .containsExactlyInAnyOrder("limit", "cursor", "x");
  }

  @Test
  void refusesBodiesThatAreNoJsonObject() {
    assertThat(greet("{\"name\":\"a\",\"name\":\"b\"}").getStatusCode()).isEqualTo(400);
    assertThat(greet("[]").getStatusCode()).isEqualTo(400);
    assertThat(greet("").getStatusCode()).isEqualTo(400);
    assertThat(greet("{\"name\":\"a\"} {}").getStatusCode()).isEqualTo(400);
    assertThat(greet("[".repeat(5000)).getStatusCode()).isEqualTo(400);
    assertThat(greet("{\"name\":\"" + "a".repeat(300_000) + "\"}").getStatusCode()).isEqualTo(413);
  }

  @Test
  void tellsNothingOfItsOwnDefects() {
    APIGatewayV2HTTPResponse response = greet("{\"name\":\"bug\"}");

    assertThat(response.getStatusCode()).isEqualTo(500);
    assertThat(response.getBody()).doesNotContain("secret");
  }

  @Test
  void problemsOfTheEndpointAreAnswers() {
    assertThat(greet("{\"name\":\"nobody\"}").getStatusCode()).isEqualTo(404);
  }

  @Test
  void anEndpointThatStatesNoAccessIsClosed() {
    assertThat(handler(SilentHandler::new).handleRequest(event("{}"), null).getStatusCode())
        .isEqualTo(403);
  }

  @Test
  void aTenantRouteWithoutATenantIsNotThere() {
    assertThat(handler(StaffHandler::new).handleRequest(event("{}"), null).getStatusCode())
        .isEqualTo(404);
  }

  @Test
  void aWarmUpEventIsAnsweredFirst() {
    assertThat(
            handler(StaffHandler::new)
                .handleRequest(new APIGatewayV2HTTPEvent(), null)
                .getStatusCode())
        .isEqualTo(204);
  }

  private static APIGatewayV2HTTPResponse greet(String body) {
    return handler(GreetHandler::new).handleRequest(event(body), null);
  }

  private static <H> H handler(Supplier<H> constructor) {
    FunctionHost host =
        new FunctionHost(
            Map.of("CONFIG_CACHE_SECONDS", "0", "TABLE_NAME", "t", "AWS_REGION", "us-east-1"),
            () -> NOW);
    return ScopedValue.where(FunctionHost.CURRENT, host).call(constructor::get);
  }

  private static APIGatewayV2HTTPEvent event(String body) {
    RequestContext context = new RequestContext();
    context.setRequestId("request-1");
    RequestContext.Http http = new RequestContext.Http();
    http.setSourceIp("192.0.2.1");
    http.setMethod("POST");
    context.setHttp(http);
    return APIGatewayV2HTTPEvent.builder()
        .withVersion("2.0")
        .withRouteKey("POST /greetings")
        .withHeaders(new HashMap<>(Map.of("Content-Type", "application/json")))
        .withRequestContext(context)
        .withBody(body)
        .build();
  }
}
