package io.marcado.local.app.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.TestStack.SignedUp;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server of a business, which calls with an API key. Every answer is checked. */
class ApiKeyStoryTest {
  private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

  private final SignedUp shop = TestStack.business();
  private final CheckedClient owner = new CheckedClient(shop.owner());

  @Test
  void shouldLetTheOwnerMakeRotateAndRevokeKeys() {
    assertThat(owner.post("/api-keys", draft("Website", "bookings:read")).code())
        .isEqualTo("step-up-required");
    JsonNode made =
        owner
            .with("Idempotency-Key", "website")
            .post("/api-keys", proved(draft("Website", "bookings:read")))
            .expect(201);
    Reply again =
        owner
            .with("Idempotency-Key", "website")
            .post("/api-keys", draft("Website", "bookings:read"));
    String id = made.path("apiKeyId").asText();
    String first = made.path("key").asText();
    assertThat(again.expect(201).has("key")).isFalse();
    assertThat(again.header("Idempotent-Replayed")).contains("true");
    assertThat(server(first).get("/bookings").status()).isEqualTo(200);

    assertThat(owner.post("/api-keys/" + id + "/rotate", "{\"overlapMinutes\":null}").status())
        .isEqualTo(400);
    assertThat(server(first).get("/bookings").status()).isEqualTo(200);

    JsonNode rotated =
        owner.post("/api-keys/" + id + "/rotate", proved(Map.of("overlapMinutes", 5))).expect(200);
    String second = rotated.path("key").asText();
    assertThat(rotated.path("previousSecretUntil").isNull()).isFalse();
    assertThat(server(first).get("/bookings").status()).isEqualTo(200);
    assertThat(server(second).get("/bookings").status()).isEqualTo(200);
    assertThat(owner.post("/api-keys/" + id + "/rotate", "").code()).isEqualTo("step-up-required");
    assertThat(owner.post("/api-keys/" + id + "/rotate", Map.of("overlapMinutes", 5)).code())
        .isEqualTo("rotation-under-way");
    String third =
        owner
            .post("/api-keys/" + id + "/rotate", proved(Map.of()))
            .expect(200)
            .path("key")
            .asText();
    assertThat(server(first).get("/bookings").status()).isEqualTo(401);
    assertThat(server(second).get("/bookings").status()).isEqualTo(401);

    JsonNode listed = owner.get("/api-keys").expect(200).path("items").path(0);
    assertThat(listed.path("status").asText()).isEqualTo("ACTIVE");
    assertThat(listed.path("lastUsedAt").isNull()).isFalse();
    assertThat(listed.has("key")).isFalse();

    owner.delete("/api-keys/" + id).expect(204);
    owner.delete("/api-keys/" + id).expect(204);
    Reply refused = server(third).get("/bookings");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.text()).doesNotContain(third);
    assertThat(owner.get("/api-keys").expect(200).path("items").path(0).path("status").asText())
        .isEqualTo("REVOKED");
    assertThat(owner.get("/security-events").expect(200).path("items").findValuesAsText("type"))
        .contains("api-key.created", "api-key.rotated", "api-key.used", "api-key.revoked");
    assertThat(owner.get("/security-events").text()).doesNotContain(first, second, third);
    assertThat(
            owner
                .get("/security-events?type=api-key.rotated&limit=1")
                .expect(200)
                .path("items")
                .findValuesAsText("type"))
        .containsExactly("api-key.rotated");
  }

  @Test
  void shouldNameWhatAKeyMayNotBeGiven() {
    Reply reply =
        owner.post(
            "/api-keys",
            Map.of(
                "name",
                "",
                "scopes",
                List.of("api-keys:manage", "bookings:own", "everything"),
                "expiresAt",
                "2026-02-30T00:00:00Z"));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().path("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/name", "/scopes/0", "/scopes/1", "/scopes/2", "/expiresAt");
    assertThat(owner.post("/api-keys", Map.of("name", "x", "scopes", List.of())).status())
        .isEqualTo(400);
    assertThat(
            owner
                .post(
                    "/api-keys",
                    Map.of(
                        "name",
                        "x",
                        "scopes",
                        List.of("bookings:read"),
                        "expiresAt",
                        "2020-01-01T00:00:00Z"))
                .json()
                .path("errors")
                .findValuesAsText("pointer"))
        .containsExactly("/expiresAt");
  }

  @Test
  void shouldBookForClientsByAKeyAsStaffDo() {
    String chair = shop.business().resource(shop.owner(), "Ana", "PERSON");
    String cut = shop.business().service(shop.owner(), "Corte", 60, "50.00", List.of(chair));
    LocalDate monday =
        LocalDate.ofInstant(TestStack.shared().clock().instant(), ZONE)
            .plusDays(14)
            .with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
    CheckedClient writer = server(key("Writer", "bookings:write"));
    CheckedClient reader = server(key("Reader", "bookings:read"));
    CheckedClient both = server(key("Both", "bookings:read", "bookings:write"));
    Map<String, Object> draft = new LinkedHashMap<>();
    draft.put("serviceId", cut);
    draft.put("start", monday + "T10:00:00-03:00");
    draft.put("client", Map.of("name", "Lia", "phone", TestStack.phone()));

    assertThat(reader.post("/bookings", draft).status()).isEqualTo(403);
    JsonNode booked = writer.with("Idempotency-Key", "1").post("/bookings", draft).expect(201);
    assertThat(booked.path("source").asText()).isEqualTo("STAFF");
    assertThat(booked.path("canCancel").asBoolean()).isTrue();
    assertThat(
            writer
                .with("Idempotency-Key", "1")
                .post("/bookings", draft)
                .expect(201)
                .path("bookingId"))
        .isEqualTo(booked.path("bookingId"));
    // The same idempotency key is another one for another API key, so this is a second booking.
    assertThat(both.with("Idempotency-Key", "1").post("/bookings", draft).code())
        .isEqualTo("slot-taken");
    draft.remove("client");
    assertThat(writer.post("/bookings", draft).status()).isEqualTo(400);

    String path = "/bookings/" + booked.path("bookingId").asText();
    assertThat(writer.get(path).status()).isEqualTo(403);
    assertThat(writer.get("/bookings").status()).isEqualTo(403);
    assertThat(reader.get(path).expect(200).path("canCancel").asBoolean()).isFalse();
    assertThat(reader.get("/bookings").expect(200).path("items")).hasSize(1);
    JsonNode calendar = reader.get("/calendar?from=" + monday + "&to=" + monday).expect(200);
    assertThat(calendar.path("items").path(0).path("client").path("name").asText())
        .isEqualTo("Lia");
    assertThat(reader.post(path + "/cancel", Map.of()).status()).isEqualTo(403);
    assertThat(
            writer
                .with("If-Match", "\"1\"")
                .patch(path, Map.of("notes", "By the website"))
                .expect(200)
                .path("version")
                .asInt())
        .isEqualTo(2);
    assertThat(writer.post(path + "/cancel", Map.of()).expect(200).path("status").asText())
        .isEqualTo("CANCELLED");
    assertThat(writer.post("/bookings/aaaaaaaaaaaaaaaa/cancel", Map.of()).status()).isEqualTo(404);
  }

  @Test
  void shouldOpenNothingElseByAKey() {
    CheckedClient server =
        server(
            key(
                "All",
                "bookings:read",
                "bookings:write",
                "people:read",
                "people:write",
                "catalog:read",
                "catalog:write",
                "settings:read",
                "settings:write"));

    for (String path : List.of("/users/me", "/api-keys", "/security-events")) {
      assertThat(server.get(path).status()).as(path).isEqualTo(403);
    }
    assertThat(server.post("/auth/logout", "").status()).isEqualTo(403);
    assertThat(server.post("/api-keys", draft("Another", "bookings:read")).status()).isEqualTo(403);
    assertThat(server.get("/settings").status()).isEqualTo(200);
    assertThat(server.patch("/settings", Map.of("labels", Map.of("a", "b"))).status())
        .isEqualTo(200);
    assertThat(
            server.post("/categories", Map.of("name", "Barba")).expect(201).path("name").asText())
        .isEqualTo("Barba");
  }

  @Test
  void shouldTakeAKeyAtItsOwnBusinessOnly() {
    String key = key("Website", "bookings:read");
    SignedUp other = TestStack.business();

    assertThat(new CheckedClient(other.visitor().as(key)).get("/bookings").status()).isEqualTo(401);
    assertThat(new CheckedClient(other.visitor().as(key)).get("/services").status()).isEqualTo(401);
    assertThat(server(key.substring(0, key.length() - 1)).get("/bookings").status()).isEqualTo(401);
    assertThat(server("mk_").get("/bookings").status()).isEqualTo(401);
  }

  @Test
  void shouldShowKeysAndTheTrailToTheOwnerOnly() {
    CheckedClient client = new CheckedClient(shop.client("Ana"));

    for (String path : List.of("/api-keys", "/security-events")) {
      assertThat(client.get(path).status()).isEqualTo(403);
      assertThat(new CheckedClient(shop.visitor()).get(path).status()).isEqualTo(401);
    }
  }

  private String key(String name, String... scopes) {
    return shop.business().apiKey(shop.owner(), name, List.of(scopes)).path("key").asText();
  }

  private Map<String, Object> proved(Map<String, Object> body) {
    Map<String, Object> proved = new LinkedHashMap<>(body);
    proved.put("stepUp", shop.business().stepUp(shop.owner()));
    return proved;
  }

  private CheckedClient server(String key) {
    return new CheckedClient(shop.visitor().as(key));
  }

  private static Map<String, Object> draft(String name, String... scopes) {
    return Map.of("name", name, "scopes", List.of(scopes));
  }
}
