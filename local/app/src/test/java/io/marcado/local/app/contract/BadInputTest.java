package io.marcado.local.app.contract;

import static io.marcado.local.app.contract.Documents.at;
import static io.marcado.local.app.contract.Documents.list;
import static io.marcado.local.app.contract.Documents.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.LocalStack;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.TestStack.SignedUp;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.Contract.Operation;
import io.marcado.platform.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Sends every operation what its contract forbids, one fault at a time: each is a 4xx problem that
 * names the place, and nothing is written.
 */
class BadInputTest {
  private static final Contract CONTRACT = new Contract();
  // Its own, since the whole table is compared before and after.
  @AutoClose private static final LocalStack STACK = TestStack.own();
  private static final ApiClient ORIGIN =
      ApiClient.of(STACK.origin().toString()).as(STACK.operatorKey());
  private static final SignedUp SHOP = TestStack.business(ORIGIN);
  private static Map<String, Map<String, AttributeValue>> before = Map.of();

  @BeforeAll
  static void rememberWhatIsThere() {
    before = items();
  }

  @AfterAll
  static void nothingWasWritten() {
    assertThat(items()).isEqualTo(before);
  }

  @TestFactory
  Stream<DynamicTest> shouldNameWhatIsWrongWithBodies() {
    return withBodies().map(one -> dynamicTest(one.id(), () -> refusesBadBodies(one)));
  }

  @TestFactory
  Stream<DynamicTest> shouldRefuseTextsThatAreNone() {
    return withBodies().map(one -> dynamicTest(one.id(), () -> refusesWhatIsNoJson(one)));
  }

  @TestFactory
  Stream<DynamicTest> shouldNameWhatIsWrongWithQueries() {
    // Pages and probes take any query; they have no 400 in the contract.
    return CONTRACT.operations().stream()
        .filter(one -> one.codes().containsKey(400))
        .map(one -> dynamicTest(one.id(), () -> refusesBadQueries(one)));
  }

  private static Stream<Operation> withBodies() {
    return CONTRACT.operations().stream().filter(one -> !schema(one).isEmpty());
  }

  private static void refusesBadBodies(Operation operation) {
    Map<String, Object> schema = schema(operation);
    Object example = schema.get("example");
    if (example == null) {
      throw new AssertionError(operation + " has no example of its request");
    }
    List<String> accepted = new ArrayList<>();
    for (Mutation mutation : Mutation.of(CONTRACT, schema, example)) {
      Reply reply = send(operation, "", Json.write(mutation.body()));
      if (reply.status() != 400 || !names(reply, mutation.pointer())) {
        accepted.add(mutation.what() + " → " + reply.status() + " " + reply.text());
      }
    }
    assertThat(accepted).isEmpty();
  }

  private static void refusesWhatIsNoJson(Operation operation) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("a list", "[]");
    texts.put("cut short", "{\"a\":");
    texts.put("a field twice", "{\"a\":1,\"a\":2}");
    texts.put("deep", "{\"a\":".repeat(2000) + "1" + "}".repeat(2000));
    texts.put("two bodies", "{} {}");
    texts.put("too large", "{\"a\":\"" + "x".repeat(300_000) + "\"}");
    texts.forEach(
        (what, text) ->
            assertThat(send(operation, "", text).status())
                .as("%s: %s", operation, what)
                .isIn(400, 413));
  }

  private static void refusesBadQueries(Operation operation) {
    Map<String, List<String>> wrong = new TreeMap<>();
    Map<String, String> sound = new LinkedHashMap<>();
    for (Object one : list(operation.source().get("parameters"))) {
      Map<String, Object> parameter = CONTRACT.resolve(map(one));
      if ("query".equals(parameter.get("in"))) {
        String name = String.valueOf(parameter.get("name"));
        Map<String, Object> schema = CONTRACT.resolve(map(parameter.get("schema")));
        wrong.put(name, Stream.concat(Stream.of(""), wrongValues(name, schema).stream()).toList());
        Object example = parameter.getOrDefault("example", schema.get("example"));
        if (Boolean.TRUE.equals(parameter.get("required")) && example != null) {
          sound.put(name, example.toString());
        }
      }
    }
    // Apps in which people tap the link of a page add parameters of their own.
    if (!CONTRACT.isPage(operation, 200)) {
      wrong.put("unknown-parameter", List.of("1"));
    }
    wrong.forEach(
        (name, values) -> values.forEach(value -> refuses(operation, sound, name, value)));
  }

  private static void refuses(
      Operation operation, Map<String, String> sound, String name, String value) {
    Map<String, String> query = new LinkedHashMap<>(sound);
    query.put(name, value);
    Reply reply = send(operation, "?" + encoded(query), body(operation));
    assertThat(reply.status())
        .as("%s ?%s=%s → %s", operation, name, value, reply.text())
        .isEqualTo(400);
    assertThat(reply.json().path("errors").findValuesAsText("parameter"))
        .as("%s ?%s=%s", operation, name, value)
        .contains(name);
  }

  private static List<String> wrongValues(String name, Map<String, Object> schema) {
    if (name.equals("cursor")) {
      return List.of("%%%", "AAAA", "é".repeat(50));
    }
    if (name.equals("timeZone")) {
      return List.of("Mars/Olympus", "+03:07");
    }
    if (schema.containsKey("enum")) {
      return List.of("NEITHER");
    }
    if ("date".equals(schema.get("format"))) {
      return List.of("2026-02-29", "yesterday", "20260101", "2026-11-23T00:00:00Z");
    }
    return switch (String.valueOf(schema.get("type"))) {
      case "integer" -> List.of("0", "-1", "1000000", "x", "1.5");
      case "boolean" -> List.of("perhaps");
      default -> List.of();
    };
  }

  private static String body(Operation operation) {
    Object example = schema(operation).get("example");
    return example == null ? "" : Json.write(example);
  }

  private static boolean names(Reply reply, String pointer) {
    for (JsonNode error : reply.json().path("errors")) {
      String found = error.path("pointer").asText("-");
      if (found.equals(pointer) || found.startsWith(pointer + "/")) {
        return true;
      }
    }
    return false;
  }

  private static Reply send(Operation operation, String query, String body) {
    return Requests.send(ORIGIN, SHOP.owner(), operation, query, body);
  }

  private static Map<String, Object> schema(Operation operation) {
    return CONTRACT.resolve(
        at(
            CONTRACT.resolve(at(operation.source(), "requestBody")),
            "content",
            "application/json",
            "schema"));
  }

  private static String encoded(Map<String, String> query) {
    List<String> parts = new ArrayList<>();
    query.forEach(
        (name, value) -> parts.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return String.join("&", parts);
  }

  /** All items of the business, but counters of limits: those count bad requests too. */
  private static Map<String, Map<String, AttributeValue>> items() {
    Map<String, Map<String, AttributeValue>> items = new TreeMap<>();
    var table = STACK.table();
    table
        .client()
        .scanPaginator(request -> request.tableName(table.tableName()))
        .items()
        .forEach(
            item -> {
              String key = String.valueOf(item.get("pk")) + item.get("sk");
              if (!key.contains("LIMIT#")) {
                items.put(key, item);
              }
            });
    return items;
  }
}
