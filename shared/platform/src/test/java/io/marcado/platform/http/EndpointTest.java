package io.marcado.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.Actor;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.config.Variables.InvalidConfiguration;
import io.marcado.platform.deadline.Deadline;
import io.marcado.platform.json.Json;
import io.marcado.platform.json.Readers;
import io.marcado.platform.lambda.FunctionHost;
import io.marcado.platform.table.TableUnavailableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkServiceException;

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
      if (greeting.name().equals("busy")) {
        throw new TableUnavailableException();
      }
      if (greeting.name().equals("outage")) {
        throw ApiCallTimeoutException.create(2_000);
      }
      if (greeting.name().equals("refused")) {
        throw SdkServiceException.builder().statusCode(400).message("not valid").build();
      }
      if (greeting.name().equals("keyless")) {
        throw AwsServiceException.builder()
            .statusCode(400)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode("ExpiredTokenException").build())
            .build();
      }
      if (greeting.name().equals("left")) {
        return Answer.ok(
            new Greeting("left", (int) Deadline.current().orElseThrow().left().toMillis()));
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

  static final class VersionHandler extends OriginEndpoint<Long, Greeting> {
    @Override
    protected Access access() {
      return Access.open();
    }

    @Override
    protected Long read(RequestReader request) {
      LocalDate date = request.path("date", Readers.date());
      return date == null ? 0 : request.requiredIfMatch();
    }

    @Override
    protected Answer<Greeting> answer(OriginCall call, Long version) {
      return Answer.ok(new Greeting("version", Math.toIntExact(version)));
    }
  }

  static final class OpenHandler extends TenantEndpoint<NoInput, Greeting> {
    @Override
    protected Access access() {
      return Access.open();
    }

    @Override
    protected NoInput read(RequestReader request) {
      return new NoInput();
    }

    @Override
    protected Answer<Greeting> answer(Call call, NoInput none) {
      return call.actor() instanceof Actor.Visitor
          ? Answer.noContent()
          : Answer.ok(new Greeting("known", 1));
    }
  }

  static final class StaffHandler extends TenantEndpoint<NoInput, Greeting> {
    @Override
    protected Access access() {
      return Access.may(Permission.BOOKINGS_READ);
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
  void shouldAnswerWhatTheEndpointAnswers() {
    APIGatewayV2HTTPResponse response = greet("{\"name\":\" Ana \",\"times\":2}");

    assertThat(response.getStatusCode()).isEqualTo(201);
    assertThat(response.getBody()).isEqualTo("{\"name\":\"Ana\",\"times\":2}");
    assertThat(response.getHeaders())
        .containsEntry("ETag", "\"2\"")
        .containsEntry("X-Trace-Id", "request-1")
        .containsEntry("Content-Type", "application/json");
  }

  @Test
  void shouldNameEveryFaultAtOnce() throws JsonProcessingException {
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
  void shouldNameNullsAndNumbersOfAnyLengthBesideOtherFaults() throws JsonProcessingException {
    for (String times : List.of("null", "9".repeat(41), "9".repeat(200_000))) {
      JsonNode problem = Json.parse(greet("{\"times\":" + times + ",\"admin\":true}").getBody());

      assertThat(problem.path("code").asText()).isEqualTo("validation-failed");
      assertThat(problem.path("errors").findValuesAsText("pointer"))
          .containsExactlyInAnyOrder("/name", "/times", "/admin");
    }
  }

  @Test
  void shouldRefuseNumbersWhoseExponentNoNumberCanHave() throws JsonProcessingException {
    for (String number :
        List.of(
            "1e2147483647",
            "1e2147483648",
            "1e-2147483648",
            "-1E+99999999999999999999",
            "0e99999999999",
            "100e2147483647",
            "0.1e-2147483647",
            "9".repeat(1_000) + "e2147483647")) {
      for (String body : List.of("{\"times\":%s}", "{\"x\":[{\"y\":%s}]}", "%s")) {
        APIGatewayV2HTTPResponse response = greet(body.formatted(number));

        assertThat(response.getStatusCode()).describedAs("%s %s", body, number).isEqualTo(400);
        assertThat(Json.parse(response.getBody()).path("code").asText())
            .isIn("malformed-body", "validation-failed");
      }
    }
  }

  @Test
  void shouldRefuseBodiesThatAreNoJsonObject() {
    assertThat(greet("{\"name\":\"a\",\"name\":\"b\"}").getStatusCode()).isEqualTo(400);
    assertThat(greet("[]").getStatusCode()).isEqualTo(400);
    assertThat(greet("").getStatusCode()).isEqualTo(400);
    assertThat(greet("{\"name\":\"a\"} {}").getStatusCode()).isEqualTo(400);
    assertThat(greet("[".repeat(5000)).getStatusCode()).isEqualTo(400);
    assertThat(greet("{\"name\":\"" + "a".repeat(300_000) + "\"}").getStatusCode()).isEqualTo(413);
  }

  @Test
  void shouldTellNothingOfItsOwnDefects() {
    APIGatewayV2HTTPResponse response = greet("{\"name\":\"bug\"}");

    assertThat(response.getStatusCode()).isEqualTo(500);
    assertThat(response.getBody()).doesNotContain("secret");
    assertThat(response.getHeaders())
        .containsEntry("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        .containsEntry("X-Content-Type-Options", "nosniff")
        .containsEntry("Vary", "Origin");
  }

  @Test
  void shouldSayThatNothingWasChangedOnlyWhereThatIsKnown() throws JsonProcessingException {
    APIGatewayV2HTTPResponse busy = greet("{\"name\":\"busy\"}");
    APIGatewayV2HTTPResponse outage = greet("{\"name\":\"outage\"}");

    assertThat(busy.getStatusCode()).isEqualTo(503);
    assertThat(busy.getBody()).contains("Nothing was changed");
    assertThat(outage.getStatusCode()).isEqualTo(503);
    assertThat(outage.getHeaders()).containsKey("Retry-After");
    JsonNode problem = Json.parse(outage.getBody());
    assertThat(problem.path("code").asText()).isEqualTo("outcome-unknown");
    assertThat(problem.path("detail").asText()).contains("not known").contains("Idempotency-Key");
  }

  @Test
  void shouldTreatWhatAServiceRefusesAsADefectOfOurs() {
    assertThat(greet("{\"name\":\"refused\"}").getStatusCode()).isEqualTo(500);
  }

  @Test
  void shouldBeUnavailableWhileAServiceRefusesTheFunctionItself() {
    APIGatewayV2HTTPResponse response = greet("{\"name\":\"keyless\"}");

    assertThat(response.getStatusCode()).isEqualTo(503);
    assertThat(response.getHeaders()).containsKey("Retry-After");
  }

  @Test
  void shouldGiveAnInvocationTheTimeThatLambdaLeavesIt() throws JsonProcessingException {
    GreetHandler handler = handler(GreetHandler::new);

    assertThat(left(handler.handleRequest(event("{\"name\":\"left\"}"), remaining(5_000))))
        .isBetween(2_000, 3_500);
    assertThat(left(handler.handleRequest(event("{\"name\":\"left\"}"), remaining(500)))).isZero();
    assertThat(left(handler.handleRequest(event("{\"name\":\"left\"}"), null)))
        .isBetween(6_000, 8_000);
  }

  @Test
  void shouldTakeAnIfMatchOfOneVersion() {
    assertThat(version("2026-11-23", "\"3\"").getBody()).contains("3");
    assertThat(version("2026-11-23", "W/\"3\"").getBody()).contains("3");
    assertThat(version("2026-11-23", "*").getStatusCode()).isEqualTo(428);
    assertThat(version("2026-11-23", "*").getBody()).contains("* names no version");
    assertThat(version("2026-11-23", "3").getBody()).contains("3");
    for (String wrong : List.of("\"3", "3\"", "\"3\", \"4\"", "x", "-3", "3.0", "")) {
      assertThat(version("2026-11-23", wrong).getStatusCode()).as(wrong).isEqualTo(400);
      assertThat(version("2026-11-23", wrong).getBody()).contains("{\"header\":\"If-Match\"");
    }
  }

  @Test
  void shouldNameAWrongPartOfThePathAsAParameter() {
    assertThat(version("2026-02-29", "\"3\"").getStatusCode()).isEqualTo(400);
    assertThat(version("2026-02-29", "\"3\"").getBody()).contains("{\"parameter\":\"date\"");
  }

  @Test
  void shouldNameAllVariablesThatItsPartsLack() {
    assertThatThrownBy(() -> handler(StaffHandler::new, Map.of("AWS_REGION", "us-east-1")))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("TABLE_NAME is missing")
        .hasMessageContaining("CONFIG_CACHE_SECONDS is missing")
        .hasMessageContaining("TOKEN_VERIFICATION_KEYS is missing")
        .hasMessageContaining("TOKEN_ISSUER is missing");
  }

  @Test
  void shouldNotLookAtAStaleTokenWhereATokenMakesNoDifference() {
    APIGatewayV2HTTPEvent event = event("{}");
    event.setStageVariables(Map.of("tenant", "abcdefghijklmnop"));
    event.getHeaders().put("Authorization", "Bearer stale");

    assertThat(handler(OpenHandler::new).handleRequest(event, null).getStatusCode()).isEqualTo(204);
  }

  @Test
  void shouldAnswerProblemsOfTheEndpoint() {
    assertThat(greet("{\"name\":\"nobody\"}").getStatusCode()).isEqualTo(404);
  }

  @Test
  void shouldCloseAnEndpointThatStatesNoAccess() {
    assertThat(handler(SilentHandler::new).handleRequest(event("{}"), null).getStatusCode())
        .isEqualTo(403);
  }

  @Test
  void shouldNotFindATenantRouteWithoutATenant() {
    assertThat(handler(StaffHandler::new).handleRequest(event("{}"), null).getStatusCode())
        .isEqualTo(404);
  }

  @Test
  void shouldAnswerAWarmUpEventFirst() {
    assertThat(
            handler(StaffHandler::new)
                .handleRequest(new APIGatewayV2HTTPEvent(), null)
                .getStatusCode())
        .isEqualTo(204);
  }

  @Test
  void shouldReadAnEventAndWriteTheAnswerAsApiGatewayHasThem() throws IOException {
    String event =
        """
        {"version": "2.0", "routeKey": "POST /greetings", "rawPath": "/greetings", "cookies": ["a=1"],
         "headers": {"Content-Type": "application/json", "Idempotency-Key": "é"},
         "queryStringParameters": {"limit": "2"}, "pathParameters": null, "body": "{\\"name\\":\\"Zoë\\"}",
         "requestContext": {"accountId": "1", "authorizer": {"jwt": {"claims": {"body": "no"}, "scopes": [1, [2]]}},
           "domainName": "example.com", "http": {"method": "POST", "sourceIp": "192.0.2.1", "userAgent": null},
           "requestId": "r1", "timeEpoch": 1583348638390},
         "stageVariables": {"body": "neither"}, "isBase64Encoded": false}
        """;
    ByteArrayOutputStream output = new ByteArrayOutputStream();

    handler(GreetHandler::new)
        .handleRequest(
            new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), output, null);

    JsonNode answer = Json.parse(output.toString(StandardCharsets.UTF_8));
    assertThat(answer.path("statusCode").intValue()).isEqualTo(201);
    assertThat(answer.path("headers").path("Content-Type").textValue())
        .isEqualTo("application/json");
    assertThat(answer.path("headers").path("X-Trace-Id").textValue()).isEqualTo("r1");
    assertThat(Json.parse(answer.path("body").textValue()).path("name").textValue())
        .isEqualTo("Zoë");
    assertThat(answer.path("isBase64Encoded").isBoolean()).isTrue();
  }

  private static APIGatewayV2HTTPResponse greet(String body) {
    return handler(GreetHandler::new).handleRequest(event(body), null);
  }

  private static int left(APIGatewayV2HTTPResponse response) throws JsonProcessingException {
    return Json.parse(response.getBody()).path("times").asInt();
  }

  private static Context remaining(int millis) {
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (_, method, _) ->
                switch (method.getName()) {
                  case "getRemainingTimeInMillis" -> millis;
                  case "getMemoryLimitInMB" -> 512;
                  default -> method.getReturnType() == String.class ? "test" : null;
                });
  }

  @Test
  void shouldRefuseABodyThatNobodyAskedForUnlessItIsEmpty() {
    assertThat(bodiless("").getStatusCode()).isEqualTo(200);
    assertThat(bodiless("{}").getStatusCode()).isEqualTo(200);
    assertThat(bodiless("{\"role\":\"OWNER\"}").getBody()).contains("\"/role\"");
    for (String body : List.of("{\"a\":1}", "[]", "null", "1", "{", "x")) {
      assertThat(bodiless(body).getStatusCode()).as(body).isEqualTo(400);
    }
  }

  private static APIGatewayV2HTTPResponse bodiless(String body) {
    APIGatewayV2HTTPEvent event = event(body);
    event.setPathParameters(Map.of("date", "2026-11-23"));
    event.getHeaders().put("If-Match", "\"3\"");
    return handler(VersionHandler::new).handleRequest(event, null);
  }

  private static APIGatewayV2HTTPResponse version(String date, String ifMatch) {
    APIGatewayV2HTTPEvent event = event("");
    event.setPathParameters(Map.of("date", date));
    event.getHeaders().put("If-Match", ifMatch);
    return handler(VersionHandler::new).handleRequest(event, null);
  }

  private static <H> H handler(Supplier<H> constructor) {
    return handler(
        constructor,
        Map.of(
            "CONFIG_CACHE_SECONDS", "0",
            "TABLE_NAME", "t",
            "AWS_REGION", "us-east-1",
            "TOKEN_ISSUER", "https://example.com",
            "TOKEN_VERIFICATION_KEYS", "{\"keys\":[]}"));
  }

  private static <H> H handler(Supplier<H> constructor, Map<String, String> variables) {
    FunctionHost host = new FunctionHost(variables, () -> NOW);
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
