package io.marcado.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.marcado.local.fixture.Calls;
import io.marcado.local.fixture.Fixture;
import io.marcado.local.gateway.Stage;
import io.marcado.local.outbox.Message;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class LocalStackTest {
  private static final String RUN = UUID.randomUUID().toString();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @SuppressWarnings("NullAway.Init")
  private static LocalStack stack;

  @BeforeAll
  static void start() throws IOException {
    stack = LocalStack.start(Fixture.options().withVariable("TEST_RUN", RUN));
    stack
        .stages()
        .put(new Stage("shard1", "barber", Map.of("tenant", "t1"), Map.of("autoDeploy", true)));
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void shouldLetOnlyThisMachineReachItUnlessAsked() throws IOException {
    Optional<InetAddress> other =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
            .findFirst();
    assumeThat(other).isPresent();
    try (LocalStack open = LocalStack.start(Fixture.options().withHost("0.0.0.0"))) {
      assertThat(reached(open.origin(), other.get())).isTrue();
      assertThat(parts(open)).noneMatch(part -> reached(part, other.get()));
    }
    assertThat(reached(stack.origin(), other.get())).isFalse();
    assertThat(parts(stack)).hasSizeGreaterThan(2).noneMatch(part -> reached(part, other.get()));
  }

  @Test
  void shouldSayThatItCannotListenOnATakenPort() {
    Options taken = Fixture.options().withPort(stack.origin().getPort());

    assertThatThrownBy(() -> LocalStack.start(taken)).isInstanceOf(BindException.class);
  }

  /** The addresses of the local services. */
  private static List<URI> parts(LocalStack of) {
    return of.variables().values().stream()
        .filter(value -> value.startsWith("http://"))
        .map(URI::create)
        .distinct()
        .toList();
  }

  private static boolean reached(URI part, InetAddress by) {
    try (Socket socket = new Socket(by, part.getPort())) {
      return socket.isConnected();
    } catch (IOException _) {
      return false;
    }
  }

  @Test
  void shouldSendPayloadTwoOfARequestOnATenantsStage() throws Exception {
    JsonNode event =
        echo(request("/barber/things/a%20b%2Fc+d?x=1&x=2&y=%C3%A9&flag")
                .header("X-Many", "one")
                .header("X-Many", "two")
                .header("Cookie", "k=v; l=w")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"ação\":1}")))
            .path("event");

    assertThat(event.path("version").asText()).isEqualTo("2.0");
    assertThat(event.path("routeKey").asText()).isEqualTo("PUT /things/{thingId}");
    assertThat(event.path("rawPath").asText()).isEqualTo("/barber/things/a%20b%2Fc+d");
    assertThat(event.path("rawQueryString").asText()).isEqualTo("x=1&x=2&y=%C3%A9&flag");
    assertThat(event.path("query"))
        .isEqualTo(JSON.readTree("{\"x\":\"1,2\",\"y\":\"é\",\"flag\":\"\"}"));
    assertThat(event.path("pathParameters").path("thingId").asText()).isEqualTo("a b/c+d");
    assertThat(event.path("stageVariables")).isEqualTo(JSON.readTree("{\"tenant\":\"t1\"}"));
    assertThat(event.path("stage").asText()).isEqualTo("barber");
    assertThat(event.path("cookies")).isEqualTo(JSON.readTree("[\"k=v\",\"l=w\"]"));
    assertThat(event.path("headers").path("x-many").asText()).isEqualTo("one,two");
    assertThat(event.path("headers").has("cookie")).isFalse();
    assertThat(event.path("headers").path("x-amzn-trace-id").asText()).startsWith("Root=1-");
    assertThat(event.path("body").asText()).isEqualTo("{\"ação\":1}");
    assertThat(event.path("isBase64Encoded").asBoolean()).isFalse();
    assertThat(event.path("sourceIp").asText()).isNotEmpty();
  }

  @Test
  void shouldEncodeABodyThatIsNoText() throws Exception {
    JsonNode event =
        echo(request("/barber/things/1")
                .header("Content-Type", "application/octet-stream")
                .PUT(BodyPublishers.ofByteArray(new byte[] {-1, 0, 1})))
            .path("event");

    assertThat(event.path("body").asText()).isEqualTo("/wAB");
    assertThat(event.path("isBase64Encoded").asBoolean()).isTrue();
  }

  @Test
  void shouldPreferALiteralPathToATemplate() throws Exception {
    assertThat(function("GET", "/barber/things/special")).isEqualTo("GetSpecialThing");
    assertThat(function("GET", "/barber/things/other")).isEqualTo("marcado-GetThing");
  }

  @Test
  void shouldKeepTenantRoutesAndPlatformRoutesApart() throws Exception {
    assertThat(function("GET", "/")).isEqualTo("GetOriginThing");
    assertThat(function("GET", "/barber")).isEqualTo("NotFound");
    assertThat(function("GET", "/things/1")).isEqualTo("NotFound");
    assertThat(function("DELETE", "/barber/things/1")).isEqualTo("NotFound");
    assertThat(function("GET", "/barber/things/1/")).isEqualTo("NotFound");
  }

  @Test
  void shouldSendEveryOptionsToPreflight() throws Exception {
    JsonNode event = echo(request("/barber/any/thing").method("OPTIONS", BodyPublishers.noBody()));

    assertThat(event.path("function").asText()).isEqualTo("Preflight");
    assertThat(event.path("event").path("routeKey").asText()).isEqualTo("OPTIONS /{proxy+}");
    assertThat(event.path("event").path("pathParameters").path("proxy").asText())
        .isEqualTo("any/thing");
    assertThat(event.path("event").path("stageVariables").path("tenant").asText()).isEqualTo("t1");
    assertThat(function("OPTIONS", "/")).isEqualTo("Preflight");
  }

  @Test
  void shouldRouteToAStageFromTheMomentItIsMade() throws Exception {
    stack.stages().put(new Stage("shard2", "fresh", Map.of("tenant", "t2"), Map.of()));

    JsonNode event = echo(request("/fresh/things/1")).path("event");
    assertThat(event.path("stageVariables").path("tenant").asText()).isEqualTo("t2");
    assertThat(event.path("routeKey").asText()).isEqualTo("GET /things/{thingId}");
  }

  @Test
  void shouldAskTheSharedStageWhereThereIsNoOther() throws Exception {
    JsonNode event = echo(request("/nobody/things/1")).path("event");

    assertThat(event.path("routeKey").asText()).isEqualTo("GET /{business}/things/{thingId}");
    assertThat(event.path("pathParameters").path("business").asText()).isEqualTo("nobody");
    assertThat(event.path("stageVariables").path("tenantBy").asText()).isEqualTo("path");
    assertThat(function("GET", "/picture/nothing")).isEqualTo("NotFound");
  }

  @Test
  void shouldHandOutWhatTheFunctionAnswers() throws Exception {
    HttpResponse<String> text = send(request("/barber/things/1"), BodyHandlers.ofString());
    HttpResponse<byte[]> bytes = send(request("/picture"), BodyHandlers.ofByteArray());

    assertThat(text.headers().firstValue("x-trace-id")).contains("t");
    assertThat(text.headers().allValues("set-cookie")).containsExactly("a=1", "b=2");
    assertThat(bytes.body()).containsExactly(-1, 0, 1);
    assertThat(bytes.headers().firstValue("content-type")).contains("image/png");
  }

  @Test
  void shouldAnswerAsApiGatewayWhenAFunctionFails() throws Exception {
    HttpResponse<String> failed =
        send(
            request("/barber/things/1/fail").POST(BodyPublishers.noBody()),
            BodyHandlers.ofString());

    assertThat(failed.statusCode()).isEqualTo(500);
    assertThat(failed.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
  }

  @Test
  void shouldRefuseABodyOverTenMegabytes() throws Exception {
    HttpResponse<String> refused =
        send(
            request("/barber/things/1")
                .PUT(BodyPublishers.ofByteArray(new byte[10 * 1024 * 1024 + 1])),
            BodyHandlers.ofString());

    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(refused.body()).isEqualTo("{\"message\":\"Request Entity Too Large\"}");
  }

  @Test
  void shouldGiveFunctionsTheirVariablesAndTheLocalEndpoints() throws Exception {
    JsonNode variables = echo(request("/barber/things/1")).path("variables");

    assertThat(variables.path("OVERRIDDEN").asText()).isEqualTo("own");
    assertThat(variables.path("STAGE").asText()).isEqualTo("local");
    assertThat(variables.has("GONE")).isFalse();
    assertThat(variables.path("TABLE_NAME").asText()).isEqualTo(stack.table().tableName());
    assertThat(variables.path("TENANT_SHARDS").asText())
        .isEqualTo("shard1=%1$s,shard2=%1$s".formatted(stack.origin()));
    assertThat(variables.path("AWS_ENDPOINT_URL_DYNAMODB").asText())
        .isEqualTo(stack.table().endpoint().toString());
  }

  @Test
  void shouldMoveTheClockThatFunctionsSeeAndRunWhatFallsDue() throws Exception {
    Instant before = Instant.parse(echo(request("/")).path("now").asText());

    HttpResponse<String> moved =
        send(
            request("/_local/clock").POST(BodyPublishers.ofString("{\"advance\":\"PT6M\"}")),
            BodyHandlers.ofString());

    assertThat(moved.statusCode()).isEqualTo(200);
    Instant after = Instant.parse(echo(request("/")).path("now").asText());
    assertThat(Duration.between(before, after)).isGreaterThan(Duration.ofMinutes(6));
    assertThat(Instant.parse(JSON.readTree(moved.body()).path("now").asText()))
        .isBetween(before.plus(Duration.ofMinutes(6)), after);
    await().until(() -> Calls.of(RUN, "schedule").contains("aws.events"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"advance\":null}",
        "{\"advance\":5}",
        "{\"advance\":\"23 hours\"}",
        "{\"advance\":\"-PT1S\"}",
        "{\"advance\":\"PT1S\",\"more\":1}",
        "{\"advance\":\"PT9999999999999H\"}",
        "{\"advance\":\"PT1S\"} x"
      })
  void shouldRefuseAClockThatDoesNotGoForward(String body) throws Exception {
    HttpResponse<String> refused =
        send(request("/_local/clock").POST(BodyPublishers.ofString(body)), BodyHandlers.ofString());

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(JSON.readTree(refused.body()).path("errors").path(0).path("pointer").asText())
        .isEqualTo("/advance");
  }

  @Test
  void shouldCarryChangesOfTheTableToTheFunctionInOrder() {
    put("stream-1", "THING", "one");
    put("stream-1", "OTHER", "unwanted");
    put("stream-1", "THING", "two");
    put("stream-2", "THING", "flaky");
    put("stream-2", "THING", "good");

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(
                        Calls.of(RUN, "stream").stream().filter(note -> note.contains("stream-")))
                    .containsExactly(
                        "INSERT stream-1 >one",
                        "MODIFY stream-1 one>two",
                        "INSERT stream-2 >flaky",
                        "INSERT stream-2 >flaky",
                        "MODIFY stream-2 flaky>good"));
  }

  @ParameterizedTest
  @CsvSource({"first, +5511999990051", "second, +5511999990052", "flaky, +5511999990053"})
  void shouldListWhatWasAskedForBeforeWithoutAnyWaiting(String text, String phone)
      throws Exception {
    stack
        .table()
        .client()
        .putItem(
            request ->
                request
                    .tableName(stack.table().tableName())
                    .item(
                        Map.of(
                            "pk", AttributeValue.fromS("codes"),
                            "sk", AttributeValue.fromS(text),
                            "deliver",
                                AttributeValue.fromM(
                                    Map.of(
                                        "phone", AttributeValue.fromS(phone),
                                        "text", AttributeValue.fromS(text))))));

    HttpResponse<String> listed =
        send(request("/_local/messages?to=" + phone), BodyHandlers.ofString());

    assertThat(JSON.readTree(listed.body()).path("messages"))
        .singleElement()
        .satisfies(message -> assertThat(message.path("body").asText()).isEqualTo(text));
    assertThat(Calls.of(RUN, "stream")).noneMatch(note -> note.contains("codes"));
  }

  @Test
  void shouldListWhatWasSentToAnEmailAddress() throws Exception {
    stack.outbox().add(new Message("EMAIL", "ana+x@example.com", "Olá", "2026-11-20T10:00:00Z"));

    for (String to : List.of("ana+x@example.com", "Ana%2Bx%40example.com")) {
      HttpResponse<String> listed =
          send(request("/_local/messages?to=" + to), BodyHandlers.ofString());

      assertThat(JSON.readTree(listed.body()).path("messages"))
          .singleElement()
          .satisfies(
              message -> {
                assertThat(message.path("channel").asText()).isEqualTo("EMAIL");
                assertThat(message.path("body").asText()).isEqualTo("Olá");
              });
    }
  }

  @Test
  void shouldWriteEveryKindOfAttributeAsLambdaDoes() {
    put("kinds", "THING", "kinds");

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(Calls.of(RUN, "stream kinds")).containsExactly("{M: {},} {L: [],}"));
  }

  @Test
  void shouldGiveUpARecordThatAlwaysFailsAndGoOn() {
    put("poison-1", "THING", "poison");
    put("poison-2", "THING", "after");

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> Calls.of(RUN, "stream").contains("INSERT poison-2 >after"));
  }

  @Test
  void shouldDeleteWhatIsDoneAndMoveWhatFailsToTheDeadLetters() {
    stack.queues().send("Things", "good message");
    stack.queues().send("Things", "fail message");

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(stack.queues().messageCount("ThingsDead")).isEqualTo(1);
              assertThat(stack.queues().messageCount("Things")).isZero();
            });
    assertThat(Calls.of(RUN, "queue")).containsOnlyOnce("good message");
    assertThat(Calls.of(RUN, "queue").stream().filter("fail message"::equals)).hasSize(2);
  }

  @Test
  void shouldServeManyClientsAtOnce() throws Exception {
    List<Future<Integer>> answers = new ArrayList<>();
    long start = System.nanoTime();
    try (ExecutorService clients = Executors.newFixedThreadPool(64)) {
      for (int i = 0; i < 2_000; i++) {
        answers.add(
            clients.submit(
                () -> send(request("/barber/things/1"), BodyHandlers.ofString()).statusCode()));
      }
    }
    for (Future<Integer> answer : answers) {
      assertThat(answer.get()).isEqualTo(200);
    }
    System.out.printf(
        "2000 requests of 64 clients: %d ms%n", (System.nanoTime() - start) / 1_000_000);
  }

  private static void put(String pk, String sk, String value) {
    stack
        .table()
        .client()
        .putItem(
            request ->
                request
                    .tableName(stack.table().tableName())
                    .item(
                        Map.of(
                            "pk", AttributeValue.fromS(pk),
                            "sk", AttributeValue.fromS(sk),
                            "value", AttributeValue.fromS(value),
                            "empty", AttributeValue.fromM(Map.of()),
                            "none", AttributeValue.fromL(List.of()))));
  }

  private static String function(String method, String path) throws Exception {
    return echo(request(path).method(method, BodyPublishers.noBody())).path("function").asText();
  }

  private static JsonNode echo(HttpRequest.Builder request) throws Exception {
    return JSON.readTree(send(request, BodyHandlers.ofString()).body());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(stack.origin() + path));
  }

  private static <T> HttpResponse<T> send(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) throws Exception {
    return HTTP.send(request.build(), handler);
  }
}
