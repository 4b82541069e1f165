package io.marcado.local.app.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.TestStack.SignedUp;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import io.marcado.platform.json.Json;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every endpoint of the catalogue, every field, wrong in every way: 400, named, nothing written.
 */
class CatalogBadInputTest {
  private static final SignedUp SHOP = TestStack.business();
  private static final CheckedClient OWNER = new CheckedClient(SHOP.owner());

  /** Somebody else. */
  private static final CheckedClient OTHERS = new CheckedClient(TestStack.business().owner());

  private static final List<String> KINDS = List.of("categories", "services", "resources");

  /** Of one entry of each kind, which stays as it is. */
  private static final Map<String, String> PATHS =
      KINDS.stream()
          .collect(Collectors.toMap(kind -> kind, kind -> "/" + kind + "/" + id(OWNER, kind)));

  private static final Map<String, JsonNode> BEFORE =
      KINDS.stream().collect(Collectors.toMap(kind -> kind, CatalogBadInputTest::state));

  /**
   * One field with one value that is wrong.
   *
   * @param value JSON of the field
   * @param pointer what the answer must name
   */
  record Case(String kind, String field, String value, String pointer) {
    @Override
    public String toString() {
      return "%s %s: %s".formatted(kind, field, value.length() < 60 ? value : "long");
    }
  }

  static Stream<Case> wrongValues() {
    List<Case> cases = new ArrayList<>();
    for (String kind : KINDS) {
      add(cases, kind, "name", "null", "5", "\"\"", "\"  \"", text(101), "\"a\\u0000\"", "[\"a\"]");
      add(cases, kind, "description", "5", text(2001), "{}");
      add(cases, kind, "admin", "true");
      add(cases, kind, "deletedAt", "null");
      add(cases, kind, "version", "7");
    }
    String foreignCategory = "\"" + id(OTHERS, "categories") + "\"";
    String foreignResource = "\"" + id(OTHERS, "resources") + "\"";
    for (String kind : List.of("services", "resources")) {
      add(cases, kind, "categoryId", "5", "\"\"", "\"a b\"", "\"nothere\"", text(65));
      add(cases, kind, "categoryId", foreignCategory, foreignResource);
      add(cases, kind, "active", "null", "\"true\"", "1");
    }
    servicesOwn(cases, foreignResource);
    resourcesOwn(cases);
    return cases.stream();
  }

  private static void servicesOwn(List<Case> cases, String foreignResource) {
    String kind = "services";
    add(cases, kind, "durationMinutes", "null", "\"60\"", "0", "-30", "7", "1445", "30.5");
    add(cases, kind, "durationMinutes", "1e99", "{}");
    for (String buffer : List.of("bufferBeforeMinutes", "bufferAfterMinutes")) {
      add(cases, kind, buffer, "null", "\"5\"", "-5", "3", "725", "99999999999");
    }
    add(cases, kind, "price", "50", "\"50.00\"", "[]");
    at(cases, kind, "price", "/amount", "{\"currency\":\"BRL\"}");
    for (String amount : List.of("50", "\"-1.00\"", "\"1.234\"", "\"1,50\"", "\"123456789\"")) {
      at(cases, kind, "price", "/amount", money(amount, "\"BRL\""));
    }
    at(cases, kind, "price", "/currency", "{\"amount\":\"50.00\"}");
    for (String currency : List.of("\"EUR\"", "\"XTS\"", "\"brl\"", "null", "5")) {
      at(cases, kind, "price", "/currency", money("\"50.00\"", currency));
    }
    add(cases, kind, "resourceIds", "null", "\"a\"", "{}", ids(51));
    at(cases, kind, "resourceIds", "/0", "[5]", "[null]", "[\"nothere\"]", "[\"a b\"]");
    at(cases, kind, "resourceIds", "/0", "[" + foreignResource + "]");
    at(cases, kind, "resourceIds", "/1", "[\"a\",\"a\"]");
    add(cases, kind, "alsoNeeds", "null", "{}", "[" + "{},".repeat(5) + "{}]");
    at(cases, kind, "alsoNeeds", "/0", "[[]]", "[null]", "[\"a\"]");
    at(cases, kind, "alsoNeeds", "/0/resourceIds", "[{}]", "[{\"resourceIds\":[]}]");
    at(cases, kind, "alsoNeeds", "/0/resourceIds", "[{\"resourceIds\":null}]");
    at(cases, kind, "alsoNeeds", "/0/resourceIds/0", "[{\"resourceIds\":[\"nothere\"]}]");
    at(cases, kind, "alsoNeeds", "/0/extra", "[{\"resourceIds\":[\"a\"],\"extra\":1}]");
    freeFields(cases, kind, "customFields");
  }

  private static void resourcesOwn(List<Case> cases) {
    String kind = "resources";
    add(cases, kind, "kind", "null", "\"ROBOT\"", "\"person\"", "1");
    add(cases, kind, "capacity", "null", "0", "-1", "1001", "\"1\"", "1.5");
    add(cases, kind, "overrides", "[]");
    freeFields(cases, kind, "attributes");
    add(cases, kind, "weeklyHours", "\"x\"", "{}", "5");
    at(cases, kind, "weeklyHours", "/0", "[5]", "[null]");
    at(cases, kind, "weeklyHours", "/0/day", "[{\"opens\":\"09:00\",\"closes\":\"10:00\"}]");
    at(cases, kind, "weeklyHours", "/0/day", "[" + window("Monday", "09:00", "10:00") + "]");
    for (String opens : List.of("9:00", "09:03", "24:00", "25:00", "09:00:00", "")) {
      at(cases, kind, "weeklyHours", "/0/opens", "[" + window("MONDAY", opens, "24:00") + "]");
    }
    for (String closes : List.of("08:00", "09:00", "36:05", "02:00", "noon")) {
      at(cases, kind, "weeklyHours", "/0/closes", "[" + window("MONDAY", "09:00", closes) + "]");
    }
    String overlapping =
        "[%s,%s]".formatted(window("MONDAY", "09:00", "12:00"), window("MONDAY", "11:55", "13:00"));
    at(cases, kind, "weeklyHours", "/1", overlapping);
    add(cases, kind, "seasons", "null", "\"x\"", "{}");
    at(cases, kind, "seasons", "/0/to", "[{\"from\":\"01-01\",\"hours\":[]}]");
    add(cases, kind, "holidays", "\"x\"", "[]");
    at(cases, kind, "holidays", "/rule", "{}", "{\"rule\":\"SHUT\"}");
    at(cases, kind, "holidays", "/country", "{\"rule\":\"CLOSED\",\"country\":\"BR\"}");
    at(cases, kind, "holidays", "/windows", "{\"rule\":\"WINDOWS\"}");
  }

  @ParameterizedTest
  @MethodSource("wrongValues")
  void shouldNameTheWrongField(Case wrong) {
    String field = "{\"%s\":%s}".formatted(wrong.field(), wrong.value());
    ObjectNode draft = object(draft(wrong.kind()));
    draft.remove(wrong.field());
    // As text, so that the value arrives as it is written here.
    String rest = draft.isEmpty() ? "" : Json.write(draft).substring(1).replaceFirst("}$", ",");
    String body = "{" + rest + field.substring(1);

    assertRefused(OWNER.post("/" + wrong.kind(), body), "pointer", wrong.pointer());
    assertRefused(OWNER.patch(path(wrong.kind()), field), "pointer", wrong.pointer());
  }

  @ParameterizedTest
  @CsvSource({
    "categories, /name",
    "services, /name",
    "services, /durationMinutes",
    "services, /resourceIds",
    "resources, /name",
    "resources, /kind"
  })
  void shouldNameTheMissingField(String kind, String pointer) {
    ObjectNode draft = object(draft(kind));
    draft.remove(pointer.substring(1));

    assertRefused(OWNER.post("/" + kind, draft), "pointer", pointer);
  }

  @ParameterizedTest
  @CsvSource({"categories", "services", "resources"})
  void shouldRefuseBodiesThatAreWrong(String kind) {
    String path = path(kind);

    for (String body : List.of("", "[]", "{", "\"a\"", "null", "{\"name\":\"a\",\"name\":\"b\"}")) {
      assertThat(OWNER.post("/" + kind, body).status()).as(body).isEqualTo(400);
      assertThat(OWNER.patch(path, body).status()).as(body).isEqualTo(400);
    }
    String enormous = "{\"name\":\"%s\"}".formatted("a".repeat(300_000));
    assertThat(OWNER.post("/" + kind, enormous).status()).isEqualTo(413);
    assertThat(OWNER.patch(path, enormous).status()).isEqualTo(413);
    assertRefused(OWNER.patch(path, "{}"), "pointer", "");
  }

  @ParameterizedTest
  @CsvSource({"categories", "services", "resources"})
  void shouldRefuseHeadersAndParametersThatAreWrong(String kind) {
    String path = path(kind);

    for (String key : List.of("a b", "a".repeat(256))) {
      assertRefused(
          OWNER.with("Idempotency-Key", key).post("/" + kind, draft(kind)),
          "header",
          "Idempotency-Key");
    }
    for (String version : List.of("\"1", "\"x\"", "\"-1\"")) {
      CheckedClient client = OWNER.with("If-Match", version);
      assertRefused(client.patch(path, "{\"name\":\"B\"}"), "header", "If-Match");
      assertRefused(client.delete(path), "header", "If-Match");
    }
    for (String limit : List.of("", "0", "101", "-1", "x", "1e1", "99999999999")) {
      assertRefused(OWNER.get("/" + kind + "?limit=" + limit), "parameter", "limit");
    }
    for (String cursor : List.of("", "!!!", "MjAyNi0xMS0yMA", "a".repeat(401), "I2E")) {
      assertRefused(OWNER.get("/" + kind + "?cursor=" + cursor), "parameter", "cursor");
    }
    assertRefused(OWNER.get("/" + kind + "?kind=PERSON"), "parameter", "kind");
    assertRefused(OWNER.get(path + "?version=1"), "parameter", "version");
    assertRefused(OWNER.get("/" + kind + "?categoryId=a%20b"), "parameter", "categoryId");
    for (String id : List.of("nothere", "a%20b", "a%23b", "%F0%9F%92%88", "a".repeat(65))) {
      assertThat(OWNER.get("/" + kind + "/" + id).status()).as(id).isEqualTo(404);
      assertThat(OWNER.patch("/" + kind + "/" + id, "{\"name\":\"B\"}").status()).isEqualTo(404);
      assertThat(OWNER.delete("/" + kind + "/" + id).status()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @CsvSource({"2026-02-30", "2027-02-29", "tomorrow", "2020-01-01", "20270101", "2100-01-01"})
  void shouldRefuseDatesThatAreNone(String date) {
    String path = path("resources") + "/overrides/" + date;

    assertRefused(OWNER.put(path, "{\"closed\":true}"), "parameter", "date");
    if (!date.equals("2020-01-01")) {
      assertRefused(OWNER.delete(path), "parameter", "date");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                     | /closed
          {"closed":true,"windows":[]}                           | /windows
          {"closed":null,"windows":null}                         | /closed
          {"closed":null,"windows":null}                         | /windows
          {"windows":[null]}                                     | /windows/0
          {"closed":false}                                       | /closed
          {"closed":null}                                        | /closed
          {"closed":"true"}                                      | /closed
          {"windows":null}                                       | /windows
          {"windows":[]}                                         | /windows
          {"windows":{}}                                         | /windows
          {"windows":[5]}                                        | /windows/0
          {"windows":[{"opens":"09:00"}]}                        | /windows/0/closes
          {"windows":[{"closes":"09:00"}]}                       | /windows/0/opens
          {"windows":[{"opens":"09:00","closes":"08:00"}]}       | /windows/0/closes
          {"windows":[{"opens":"09:01","closes":"10:00"}]}       | /windows/0/opens
          {"windows":[{"opens":"09:00","closes":"10:00","x":1}]} | /windows/0/x
          {"windows":[{"opens":"09:00","closes":"10:00"},{"opens":"09:30","closes":"11:00"}]} | /windows/1
          {"closed":true,"reason":"x"}                           | /reason
          """)
  void shouldRefuseHoursOfADateThatAreNone(String body, String pointer) {
    LocalDate date =
        LocalDate.ofInstant(TestStack.shared().clock().instant(), ZoneId.of("America/Sao_Paulo"));

    assertRefused(OWNER.put(path("resources") + "/overrides/" + date, body), "pointer", pointer);
    assertThat(OWNER.put("/resources/nothere/overrides/" + date, "{\"closed\":true}").status())
        .isEqualTo(404);
  }

  @AfterAll
  static void nothingWasWritten() {
    BEFORE.forEach((kind, state) -> assertThat(state(kind)).as(kind).isEqualTo(state));
  }

  private static String draft(String kind) {
    return switch (kind) {
      case "services" -> "{\"name\":\"A\",\"durationMinutes\":30,\"resourceIds\":[]}";
      case "resources" -> "{\"name\":\"A\",\"kind\":\"PERSON\"}";
      default -> "{\"name\":\"A\"}";
    };
  }

  private static String path(String kind) {
    return Objects.requireNonNull(PATHS.get(kind));
  }

  private static JsonNode state(String kind) {
    return OWNER.get("/" + kind).expect(200);
  }

  private static String id(CheckedClient owner, String kind) {
    JsonNode entry = owner.post("/" + kind, draft(kind)).expect(201);
    return entry.path(entry.fieldNames().next()).asText();
  }

  private static void assertRefused(Reply reply, String member, String name) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("validation-failed");
    assertThat(reply.json().path("errors").findValuesAsText(member)).contains(name);
  }

  private static void add(List<Case> cases, String kind, String field, String... values) {
    at(cases, kind, field, "", values);
  }

  private static void at(
      List<Case> cases, String kind, String field, String below, String... values) {
    for (String value : values) {
      cases.add(new Case(kind, field, value, "/" + field + below));
    }
  }

  private static void freeFields(List<Case> cases, String kind, String field) {
    String many =
        IntStream.range(0, 51).mapToObj(i -> "\"k" + i + "\":1").collect(Collectors.joining(","));
    String large =
        IntStream.range(0, 17)
            .mapToObj(i -> "\"k" + i + "\":" + text(500))
            .collect(Collectors.joining(","));
    add(cases, kind, field, "null", "[]", "\"a\"", "{" + many + "}", "{" + text(41) + ":1}");
    add(cases, kind, field, "{" + large + "}");
    at(cases, kind, field, "/a", "{\"a\":null}", "{\"a\":{}}", "{\"a\":[1]}", "{\"a\":1e400}");
    at(cases, kind, field, "/a", "{\"a\":1234567890123456789}", "{\"a\":" + text(501) + "}");
  }

  private static String text(int length) {
    return "\"" + "a".repeat(length) + "\"";
  }

  private static String ids(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"r" + i + "\"")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String money(String amount, String currency) {
    return "{\"amount\":%s,\"currency\":%s}".formatted(amount, currency);
  }

  private static String window(String day, String opens, String closes) {
    return "{\"day\":\"%s\",\"opens\":\"%s\",\"closes\":\"%s\"}".formatted(day, opens, closes);
  }

  private static ObjectNode object(String json) {
    try {
      return (ObjectNode) Json.parse(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
