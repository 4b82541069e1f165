package io.marcado.local.app.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.TestStack.SignedUp;
import io.marcado.local.app.client.Business;
import io.marcado.local.app.client.Business.Owner;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Categories, services and resources over HTTP, as a front end meets them. */
class CatalogEndpointTest {
  private final SignedUp shop = TestStack.business();
  private final CheckedClient owner = new CheckedClient(shop.owner());
  private final CheckedClient visitor = new CheckedClient(shop.visitor());

  @Test
  void shouldShowWhatTheOwnerSetUp() {
    String category =
        id(owner.post("/categories", Map.of("name", "Cabelo", "description", "Cortes")));
    String ana =
        id(
            owner.post(
                "/resources",
                """
                {"name":"Ana","kind":"PERSON","categoryId":"%s","attributes":{"floor":2,"vip":true},
                 "weeklyHours":[{"day":"MONDAY","opens":"09:00","closes":"12:00"},
                                {"day":"MONDAY","opens":"13:00","closes":"24:00"}]}
                """
                    .formatted(category)));
    String room = id(owner.post("/resources", Map.of("name", "Sala", "kind", "SPACE")));
    Reply service =
        owner.post(
            "/services",
            """
            {"name":" Corte ","durationMinutes":60,"price":{"amount":"50","currency":"BRL"},
             "bufferAfterMinutes":10,"categoryId":"%s","resourceIds":["%s"],
             "alsoNeeds":[{"resourceIds":["%s"]}],"customFields":{"level":1.50}}
            """
                .formatted(category, ana, room));

    JsonNode shown = visitor.get("/services/" + id(service)).expect(200);
    ObjectNode known = service.expect(201).deepCopy();
    // Whose turn it is by is the business's own affair.
    assertThat(known.remove("assignment").path("rule").asText()).isEqualTo("LEAST_OF_DAY");
    assertThat(shown).isEqualTo(known);
    assertThat(shown.path("name").asText()).isEqualTo("Corte");
    assertThat(shown.path("price").path("amount").asText()).isEqualTo("50.00");
    assertThat(shown.path("alsoNeeds").path(0).path("resourceIds").path(0).asText())
        .isEqualTo(room);
    JsonNode person = visitor.get("/resources/" + ana).expect(200);
    assertThat(person.path("weeklyHours").path(1).path("closes").asText()).isEqualTo("24:00");
    assertThat(person.path("attributes").path("floor").intValue()).isEqualTo(2);
    assertThat(visitor.get("/resources/" + room).expect(200).path("weeklyHours").isNull()).isTrue();
    assertThat(names(visitor, "/resources")).containsExactly("Ana", "Sala");
    assertThat(names(visitor, "/resources?categoryId=" + category)).containsExactly("Ana");
    assertThat(names(visitor, "/services?categoryId=" + category)).containsExactly("Corte");
    assertThat(names(visitor, "/categories")).containsExactly("Cabelo");
  }

  @Test
  void shouldPageByName() {
    for (String name : List.of("Dora", "Ana", "Édson", "bruno", "Clara")) {
      owner.post("/resources", Map.of("name", name, "kind", "PERSON")).expect(201);
    }
    List<String> found = new ArrayList<>();
    String next = "/resources?limit=2";
    for (int page = 0; page < 3; page++) {
      JsonNode list = visitor.get(next).expect(200);
      list.path("items").forEach(item -> found.add(item.path("name").asText()));
      next = "/resources?limit=2&cursor=" + list.path("nextCursor").asText();
      assertThat(list.path("nextCursor").isNull()).isEqualTo(page == 2);
    }
    assertThat(found).containsExactly("Ana", "bruno", "Clara", "Dora", "Édson");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          categories | {"name":"A"}
          services   | {"name":"A","durationMinutes":30,"resourceIds":[]}
          resources  | {"name":"A","kind":"EQUIPMENT"}
          """)
  void shouldGoThroughItsLife(String kind, String draft) {
    CheckedClient once = owner.with("Idempotency-Key", "key");
    Reply made = once.post("/" + kind, draft);
    String path = "/" + kind + "/" + id(made);
    Reply again = once.post("/" + kind, draft);

    assertThat(made.header("ETag")).contains("\"1\"");
    assertThat(made.header("Idempotent-Replayed")).isEmpty();
    assertThat(again.expect(201)).isEqualTo(made.json());
    assertThat(again.header("Idempotent-Replayed")).contains("true");
    assertThat(once.post("/" + kind, draft.replace("\"A\"", "\"B\"")).code())
        .isEqualTo("idempotency-key-reused");

    Reply changed =
        owner.with("If-Match", "\"1\"").patch(path, "{\"name\":\"B\",\"description\":\"d\"}");
    assertThat(changed.expect(200).path("name").asText()).isEqualTo("B");
    assertThat(changed.header("ETag")).contains("\"2\"");
    Reply stale = owner.with("If-Match", "\"1\"").patch(path, "{\"name\":\"C\"}");
    assertThat(stale.status()).isEqualTo(412);
    assertThat(owner.with("If-Match", "\"1\"").delete(path).code()).isEqualTo("stale-version");
    assertThat(owner.patch(path, "{\"description\":null}").expect(200).path("description").isNull())
        .isTrue();

    assertThat(owner.delete(path).status()).isEqualTo(204);
    assertThat(owner.delete(path).status()).isEqualTo(204);
    assertThat(visitor.get(path).status()).isEqualTo(404);
    assertThat(owner.get(path).expect(200).path("deletedAt").isTextual()).isTrue();
    assertThat(owner.patch(path, "{\"name\":\"C\"}").status()).isEqualTo(404);
    assertThat(names(owner, "/" + kind)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          services   | {"name":"A","active":false,"durationMinutes":30,"resourceIds":[]}
          resources  | {"name":"A","active":false,"kind":"EQUIPMENT"}
          """)
  void shouldHideWhatIsInactiveFromClients(String kind, String draft) {
    String id = id(owner.post("/" + kind, draft));
    CheckedClient client = new CheckedClient(shop.client("Lia"));

    assertThat(visitor.get("/" + kind + "/" + id).status()).isEqualTo(404);
    assertThat(client.get("/" + kind + "/" + id).status()).isEqualTo(404);
    assertThat(names(client, "/" + kind)).isEmpty();
    assertThat(names(owner, "/" + kind)).containsExactly("A");
    owner.patch("/" + kind + "/" + id, Map.of("active", true)).expect(200);
    assertThat(names(client, "/" + kind)).containsExactly("A");
  }

  @Test
  void shouldSetTheHoursOfSingleDatesForStaffToSee() {
    String path =
        "/resources/" + id(owner.post("/resources", "{\"name\":\"A\",\"kind\":\"SPACE\"}"));
    LocalDate date = today().plusDays(10);
    String windows = "{\"windows\":[{\"opens\":\"09:00\",\"closes\":\"24:00\"}]}";

    JsonNode set = owner.put(path + "/overrides/" + date, windows).expect(200);
    owner.put(path + "/overrides/" + date.plusDays(1), "{\"closed\":true}").expect(200);
    owner.put(path + "/overrides/" + date.minusDays(1), windows).expect(200);
    owner.put(path + "/overrides/" + today(), windows).expect(200);

    assertThat(set.path("closed").asBoolean()).isFalse();
    JsonNode overrides = owner.get(path).expect(200).path("overrides");
    assertThat(overrides.findValuesAsText("date"))
        .containsExactly(
            today().toString(),
            date.minusDays(1).toString(),
            date.toString(),
            date.plusDays(1).toString());
    assertThat(overrides.path(3).path("closed").asBoolean()).isTrue();
    assertThat(visitor.get(path).expect(200).has("overrides")).isFalse();
    assertThat(owner.get("/resources").expect(200).path("items").path(0).has("overrides"))
        .isFalse();

    assertThat(owner.delete(path + "/overrides/" + date).status()).isEqualTo(204);
    assertThat(owner.delete(path + "/overrides/" + date).status()).isEqualTo(204);
    assertThat(owner.get(path).expect(200).path("overrides")).hasSize(3);
    assertThat(owner.delete("/resources/nothere/overrides/" + date).status()).isEqualTo(404);
  }

  @Test
  void shouldKeepAServiceWhoseResourceIsDeleted() {
    String ana = id(owner.post("/resources", "{\"name\":\"Ana\",\"kind\":\"PERSON\"}"));
    String path =
        "/services/"
            + id(
                owner.post(
                    "/services",
                    Map.of("name", "Corte", "durationMinutes", 30, "resourceIds", List.of(ana))));
    owner.delete("/resources/" + ana);

    JsonNode changed = owner.patch(path, Map.of("durationMinutes", 45)).expect(200);

    assertThat(changed.path("resourceIds").path(0).asText()).isEqualTo(ana);
  }

  @ParameterizedTest
  @ValueSource(strings = {"categories", "services", "resources"})
  void shouldBeTheBusinesssOwn(String kind) {
    String draft =
        switch (kind) {
          case "services" -> "{\"name\":\"A\",\"durationMinutes\":30,\"resourceIds\":[]}";
          case "resources" -> "{\"name\":\"A\",\"kind\":\"SPACE\"}";
          default -> "{\"name\":\"A\"}";
        };
    Owner zoe = new Owner("Zoé", TestStack.phone(), "zoe@example.com", "tesoura-e-navalha");
    Business other =
        Business.signUp(TestStack.origin(), "other-" + zoe.phone().substring(1), "Outra", zoe);
    String token =
        "Bearer " + other.tokens(zoe.phone(), zoe.password()).path("accessToken").asText();
    CheckedClient otherOwner = new CheckedClient(other.visitor()).with("Authorization", token);
    String path = "/" + kind + "/" + id(otherOwner.post("/" + kind, draft));
    CheckedClient intruder = visitor.with("Authorization", token);

    assertThat(owner.get(path).status()).isEqualTo(404);
    assertThat(owner.patch(path, "{\"name\":\"B\"}").status()).isEqualTo(404);
    assertThat(owner.delete(path).status()).isEqualTo(404);
    assertThat(intruder.get("/" + kind).status()).isEqualTo(403);
    assertThat(intruder.post("/" + kind, draft).status()).isEqualTo(403);
    assertThat(visitor.post("/" + kind, draft).status()).isEqualTo(401);
    assertThat(visitor.patch(path, "{}").status()).isEqualTo(401);
    assertThat(visitor.delete(path).status()).isEqualTo(401);
    CheckedClient client = new CheckedClient(shop.client("Lia"));
    assertThat(client.post("/" + kind, draft).status()).isEqualTo(403);
    assertThat(client.patch(path, "{\"name\":\"B\"}").status()).isEqualTo(403);
    assertThat(client.delete(path).status()).isEqualTo(403);
    String override = "/resources/x/overrides/" + today();
    assertThat(client.put(override, "{\"closed\":true}").status()).isEqualTo(403);
    assertThat(visitor.put(override, "{\"closed\":true}").status()).isEqualTo(401);
    assertThat(client.delete(override).status()).isEqualTo(403);
    assertThat(names(owner, "/" + kind)).isEmpty();
    assertThat(otherOwner.get(path).expect(200).path("name").asText()).isEqualTo("A");
  }

  @Test
  void shouldTellFaultsOfFieldsAndOfReferencesInOneAnswer() {
    String id =
        id(owner.post("/services", "{\"name\":\"A\",\"durationMinutes\":30,\"resourceIds\":[]}"));
    String wrong =
        "{\"durationMinutes\":33,\"resourceIds\":[\"nope\"],\"price\":{\"amount\":\"5\",\"currency\":\"EUR\"}}";

    assertThat(errors(owner.post("/services", wrong)))
        .containsExactlyInAnyOrder(
            "/name required",
            "/durationMinutes out-of-range",
            "/resourceIds/0 unknown-reference",
            "/price/currency conflict");
    assertThat(errors(owner.patch("/services/" + id, wrong)))
        .containsExactlyInAnyOrder(
            "/durationMinutes out-of-range",
            "/resourceIds/0 unknown-reference",
            "/price/currency conflict");
  }

  @Test
  void shouldTellAllThatIsWrongWithOpeningHoursInOneAnswer() {
    assertThat(
            errors(
                owner.post(
                    "/resources",
                    """
                    {"name":"A","kind":"EQUIPMENT","weeklyHours":[
                      {"day":"MONDAY","opens":"09:00","closes":"12:00"},
                      {"day":"MONDAY","opens":"9","closes":"12:00"},
                      {"day":"MONDAY","opens":"11:00","closes":"13:00"},
                      {"day":"TUESDAY","opens":"09:03","closes":"09:00"}]}
                    """)))
        .containsExactlyInAnyOrder(
            "/weeklyHours/1/opens pattern",
            "/weeklyHours/2 conflict",
            "/weeklyHours/3/opens out-of-range");
  }

  private static List<String> errors(Reply refused) {
    List<String> errors = new ArrayList<>();
    refused
        .expect(400)
        .path("errors")
        .forEach(
            error ->
                errors.add(error.path("pointer").asText() + " " + error.path("code").asText()));
    return errors;
  }

  private static List<String> names(CheckedClient client, String path) {
    return client.get(path).expect(200).findValuesAsText("name");
  }

  private static LocalDate today() {
    return LocalDate.ofInstant(
        TestStack.shared().clock().instant(), ZoneId.of("America/Sao_Paulo"));
  }

  private static String id(Reply created) {
    JsonNode entry = created.expect(201);
    return entry.path(entry.fieldNames().next()).asText();
  }
}
