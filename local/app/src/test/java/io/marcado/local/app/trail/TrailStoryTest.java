package io.marcado.local.app.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.TestStack.SignedUp;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.contract.CheckedClient;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Who changed what, from the change to the one who asks, through every part in between. */
class TrailStoryTest {
  private static final SignedUp SHOP = TestStack.business();

  private final CheckedClient owner = new CheckedClient(SHOP.owner());

  @Test
  void shouldTellStaffAndTheClientWhatBecameOfABooking() {
    ApiClient lia = SHOP.client("Lia");
    String booking = book(lia);
    owner.post("/bookings/" + booking + "/cancel", Map.of("reason", "Vazamento")).expect(200);
    JsonNode told =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> owner.get("/bookings/" + booking + "/history").expect(200).path("items"),
                items -> items.size() == 2);
    String ownerId = owner.get("/users/me").expect(200).path("userId").asText();

    assertThat(told.findValuesAsText("type"))
        .containsExactly("booking.created", "booking.cancelled");
    assertThat(told.path(0).path("actor").path("kind").asText()).isEqualTo("CLIENT");
    assertThat(told.path(1).path("actor").path("id").asText()).isEqualTo(ownerId);
    assertThat(told.path(1).path("text").asText())
        .isEqualTo(told.path(1).path("actor").path("name").asText() + ": cancelado.");

    JsonNode own =
        new CheckedClient(lia).get("/bookings/" + booking + "/history").expect(200).path("items");
    assertThat(own.path(0).path("text").asText()).startsWith("Você: reservado para ");
    assertThat(own.path(1).path("text").asText()).isEqualTo("O estabelecimento: cancelado.");
    assertThat(own.toString()).doesNotContain(ownerId);
    new CheckedClient(SHOP.client("Bia")).get("/bookings/" + booking + "/history").expect(404);

    JsonNode trail =
        owner.get("/audit?object=booking&objectId=" + booking).expect(200).path("items");
    assertThat(trail.findValuesAsText("type"))
        .containsExactly("booking.cancelled", "booking.created");
    assertThat(trail.path(0).path("before").toString()).isEqualTo("{\"status\":\"CONFIRMED\"}");
    assertThat(trail.path(0).path("after").toString()).isEqualTo("{\"status\":\"CANCELLED\"}");
    assertThat(trail.toString()).doesNotContain("Lia", "Vazamento");
    assertThat(types(owner, "/audit?actor=" + ownerId)).contains("booking.cancelled");

    String user = "/users/" + lia.get("/users/me").expect(200).path("userId").asText();
    JsonNode visits =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> owner.get(user).expect(200).path("visits"),
                counts -> counts.path("cancelled").asInt() == 1);
    assertThat(visits.path("total").asInt()).isEqualTo(1);
    assertThat(visits.path("next").isNull()).isTrue();
    assertThat(owner.send("POST", user + "/visits/recount", Optional.empty()).expect(200))
        .isEqualTo(visits);
  }

  @Test
  void shouldKeepWhatTheTeamChanged() {
    String ana = SHOP.business().resource(SHOP.owner(), "Ana Souza", "PERSON");
    owner.patch("/resources/" + ana, Map.of("name", "Ana S.")).expect(200);
    owner.put("/resources/" + ana + "/overrides/2027-12-24", Map.of("closed", true)).expect(200);
    owner.delete("/resources/" + ana).expect(204);
    String category =
        owner.post("/categories", Map.of("name", "Cabelo")).expect(201).path("categoryId").asText();
    owner.patch("/categories/" + category, Map.of("name", "Cabelos")).expect(200);
    owner.patch("/settings", Map.of("minimumNoticeMinutes", 45)).expect(200);
    String text = "/message-templates/CONFIRMED/SMS/en";
    owner.put(text, Map.of("text", "{{business}}: see you, {{when}}")).expect(200);
    owner.delete(text).expect(204);
    String webhook =
        owner
            .post(
                "/webhooks",
                Map.of(
                    "url",
                    "https://www.example.com/s3cret",
                    "eventTypes",
                    List.of("booking.created")))
            .expect(201)
            .path("webhookId")
            .asText();
    String clientId = SHOP.client("Caio").get("/users/me").expect(200).path("userId").asText();
    Map<String, Object> optOut = Map.of("optOut", List.of("ALL"));
    owner
        .patch(
            "/users/" + clientId,
            Map.of("name", "Caio Lima", "enabled", false, "messagePreferences", optOut))
        .expect(200);

    assertThat(types(owner, "/audit?object=resource&objectId=" + ana))
        .containsExactly(
            "resource.deleted", "resource.updated", "resource.updated", "resource.created");
    JsonNode renamed =
        owner.get("/audit?object=resource&objectId=" + ana).expect(200).path("items").path(2);
    assertThat(renamed.path("hidden").toString()).isEqualTo("[\"name\"]");
    assertThat(owner.get("/audit?object=resource").expect(200).toString()).doesNotContain("Ana S");
    JsonNode recalled = first("/audit?object=category&objectId=" + category);
    assertThat(recalled.path("before").toString()).isEqualTo("{\"name\":\"Cabelo\"}");
    assertThat(recalled.path("after").toString()).isEqualTo("{\"name\":\"Cabelos\"}");
    assertThat(first("/audit?object=settings").path("after").path("minimumNoticeMinutes").asInt())
        .isEqualTo(45);
    assertThat(types(owner, "/audit?object=template"))
        .containsExactly("template.deleted", "template.created");
    JsonNode hook = first("/audit?object=webhook&objectId=" + webhook);
    assertThat(hook.path("hidden").toString()).isEqualTo("[\"url\"]");
    assertThat(hook.toString()).doesNotContain("s3cret", "whsec");
    JsonNode people =
        owner.get("/audit?object=person&objectId=" + clientId).expect(200).path("items");
    assertThat(people.toString())
        .contains("\"hidden\":[\"name\",\"messagePreferences\"]", "\"after\":{\"enabled\":false}")
        .doesNotContain("Caio", "optOut");

    owner.get("/audit?objectId=" + ana).expect(400);
    LocalDate tomorrow =
        LocalDate.ofInstant(TestStack.shared().clock().instant(), ZoneId.of("America/Sao_Paulo"))
            .plusDays(1);
    assertThat(owner.get("/audit?from=" + tomorrow).expect(200).path("items")).isEmpty();
  }

  private JsonNode first(String path) {
    return owner.get(path).expect(200).path("items").path(0);
  }

  private static List<String> types(CheckedClient client, String path) {
    return StreamSupport.stream(client.get(path).expect(200).path("items").spliterator(), false)
        .map(item -> item.path("type").asText())
        .toList();
  }

  private static String book(ApiClient client) {
    return client.post("/bookings", SHOP.hour()).expect(201).path("bookingId").asText();
  }
}
