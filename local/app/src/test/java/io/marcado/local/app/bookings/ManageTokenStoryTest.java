package io.marcado.local.app.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who booked without a login comes back to the booking, and to nothing else. */
class ManageTokenStoryTest {
  private static final String PAGE = "https://book.example.com";

  private final Shop shop = new Shop();

  @Test
  void shouldLetTheVisitorSeeMoveAndCancelTheBooking() {
    JsonNode booked = book(shop.at("10:00")).expect(201);
    assertThat(booked.path("canCancel").asBoolean()).isTrue();
    CheckedClient guest = guest(booked);

    Reply seen = guest.get(path(booked));
    assertThat(seen.expect(200).path("start").asText()).isEqualTo(shop.at("10:00"));
    assertThat(seen.json().path("canCancel").asBoolean()).isTrue();
    assertThat(seen.json().has("manageToken")).isFalse();

    Reply moved =
        guest
            .with("If-Match", seen.header("ETag").orElseThrow())
            .patch(path(booked), Map.of("start", shop.at("14:00"), "notes", "by the window"));
    assertThat(moved.expect(200).path("start").asText()).isEqualTo(shop.at("14:00"));

    Reply cancelled = guest.post(path(booked) + "/cancel", Map.of("reason", "ill"));
    assertThat(cancelled.expect(200).path("status").asText()).isEqualTo("CANCELLED");
    assertThat(guest.get(path(booked)).expect(200).path("canCancel").asBoolean()).isFalse();
    assertThat(guest.post(path(booked) + "/cancel", Map.of()).code()).isEqualTo("wrong-status");
  }

  @Test
  void shouldOfferTheVisitorTheTimesToMoveTo() {
    JsonNode booked = book(shop.at("10:00")).expect(201);
    String asked = "/resources/" + shop.ana + "/availability?serviceId=" + shop.cut;
    String toMove = asked + "&bookingId=" + booked.path("bookingId").asText();

    assertThat(starts(guest(booked), toMove)).contains(shop.at("10:00"), shop.at("11:00"));
    assertThat(starts(guest(booked), asked)).doesNotContain(shop.at("10:00"));
    assertThat(starts(shop.visitor, asked)).doesNotContain(shop.at("10:00"));
    assertThat(shop.visitor.get(between(toMove)).status()).isGreaterThanOrEqualTo(400);
    JsonNode other = book(shop.at("11:00")).expect(201);
    assertThat(guest(other).get(between(toMove)).text())
        .doesNotContain("slots", booked.path("clientId").asText());
  }

  private List<String> starts(CheckedClient caller, String path) {
    return caller.get(between(path)).expect(200).path("slots").findValuesAsText("start");
  }

  private String between(String path) {
    return path + "&from=" + shop.monday + "&to=" + shop.monday;
  }

  @Test
  void shouldHoldTheVisitorToTheRulesForClients() {
    JsonNode booked = book(shop.at("10:00")).expect(201);
    CheckedClient guest = guest(booked);

    assertThat(
            guest
                .with("If-Match", "1")
                .patch(
                    path(booked),
                    Map.of("start", shop.at("22:00"), "ignoreRules", List.of("opening-hours")))
                .status())
        .isEqualTo(400);
    assertThat(
            guest
                .with("If-Match", "1")
                .patch(path(booked), Map.of("start", shop.at("22:00")))
                .code())
        .isEqualTo("outside-opening-hours");

    shop.settings(Map.of("cancellationWindowMinutes", 60 * 24 * 60));
    assertThat(guest.get(path(booked)).expect(200).path("canCancel").asBoolean()).isFalse();
    assertThat(guest.post(path(booked) + "/cancel", Map.of()).code())
        .isEqualTo("cancellation-window-passed");
    assertThat(
            guest
                .with("If-Match", "1")
                .patch(path(booked), Map.of("start", shop.at("15:00")))
                .code())
        .isEqualTo("cancellation-window-passed");
  }

  @Test
  void shouldLetABarredClientSeeAndCancelButNotMove() {
    JsonNode booked = book(shop.at("10:00")).expect(201);
    CheckedClient guest = guest(booked);
    String toMove =
        "/resources/"
            + shop.ana
            + "/availability?serviceId="
            + shop.cut
            + "&bookingId="
            + booked.path("bookingId").asText();
    String client = shop.owner.get(path(booked)).expect(200).path("clientId").asText();
    shop.owner.patch("/users/" + client, Map.of("enabled", false)).expect(200);

    Map<String, Object> move = Map.of("start", shop.at("15:00"));
    assertThat(guest.with("If-Match", "1").patch(path(booked), move).code())
        .isEqualTo("booking-not-taken");
    assertThat(guest.get(between(toMove)).code()).isEqualTo("booking-not-taken");
    JsonNode seen = guest.get(path(booked)).expect(200);
    assertThat(seen.path("start").asText()).isEqualTo(shop.at("10:00"));
    JsonNode noted =
        guest.with("If-Match", "1").patch(path(booked), Map.of("notes", "sorry")).expect(200);
    assertThat(noted.path("notes").asText()).isEqualTo("sorry");
    assertThat(shop.owner.with("If-Match", "2").patch(path(booked), move).expect(200)).isNotEmpty();
    assertThat(guest.post(path(booked) + "/cancel", Map.of()).expect(200).path("status").asText())
        .isEqualTo("CANCELLED");
  }

  @Test
  void shouldKnowNoBookingForAWrongToken() {
    JsonNode booked = book(shop.at("10:00")).expect(201);
    JsonNode other = book(shop.at("11:00")).expect(201);
    String token = token(booked);
    String id = booked.path("bookingId").asText();
    Reply unknown = shop.owner.get("/bookings/" + "a".repeat(26));
    assertThat(unknown.status()).isEqualTo(404);

    Map<String, Reply> refused = new LinkedHashMap<>();
    refused.put("another booking", guest(booked).get(path(other)));
    refused.put("another's token", as("mb_" + id + token(other).substring(29)).get(path(booked)));
    refused.put("a guess", as("mb_" + id + "_" + "a".repeat(26)).get(path(booked)));
    refused.put(
        "nothing there", as(token.replace(id, "a".repeat(26))).get("/bookings/" + "a".repeat(26)));
    refused.put("another business", elsewhere(token).get(path(booked)));
    refused.put(
        "a guess to cancel",
        as("mb_" + id + "_" + "a".repeat(26)).post(path(booked) + "/cancel", Map.of()));
    refused.put(
        "a guess to move",
        as("mb_" + id + "_" + "a".repeat(26))
            .with("If-Match", "7")
            .patch(path(booked), Map.of("notes", "x")));
    refused.forEach(
        (name, reply) -> {
          assertThat(reply.status()).as(name).isEqualTo(404);
          assertThat(reply.code()).as(name).isEqualTo("not-found");
          assertThat(reply.json().path("detail")).as(name).isEqualTo(unknown.json().path("detail"));
        });

    for (String malformed : List.of("mb_", token + "a")) {
      assertThat(as(malformed).get(path(booked)).status())
          .as("%d characters", malformed.length())
          .isEqualTo(401);
    }
    for (String elsewhere : List.of("/bookings", "/users/me", "/settings")) {
      assertThat(guest(booked).get(elsewhere).status()).as(elsewhere).isEqualTo(403);
    }
    assertThat(shop.owner.get(path(booked)).expect(200).path("version").asInt()).isEqualTo(1);
  }

  @Test
  void shouldShowTheServiceOfTheBookingEvenOnceItIsDeleted() {
    JsonNode booked = book(shop.at("10:00")).expect(201);
    String beard =
        shop.signedUp
            .business()
            .service(shop.signedUp.owner(), "Barba", 30, "30.00", List.of(shop.ana));
    JsonNode other =
        shop.visitor
            .post("/public/bookings", shop.publicDraft(beard, shop.ana, shop.at("14:00")))
            .expect(201);
    String service = "/services/" + shop.cut;
    shop.owner.delete(service + "?bookings=keep").expect(204);

    JsonNode shown = guest(booked).get(service).expect(200);

    assertThat(shown.path("name").asText()).isEqualTo("Corte");
    String wrong = token(booked).replaceFirst(".{4}$", "aaaa");
    String unknown = shop.visitor.get("/services/none").expect(404).path("detail").asText();
    for (CheckedClient caller :
        List.of(shop.visitor, guest(other), as(wrong), elsewhere(token(booked)))) {
      assertThat(caller.get(service).expect(404).path("detail").asText()).isEqualTo(unknown);
    }
    shop.owner.delete(path(booked) + "/manage-token").expect(204);
    guest(booked).get(service).expect(404);
  }

  @Test
  void shouldTellARetryTheSameToken() {
    Map<String, Object> draft = shop.publicDraft(shop.cut, shop.ana, shop.at("10:00"));
    CheckedClient page = shop.visitor.with("Idempotency-Key", UUID.randomUUID().toString());
    JsonNode first = page.post("/public/bookings", draft).expect(201);

    Reply retry = page.post("/public/bookings", draft);

    assertThat(retry.header("Idempotent-Replayed")).contains("true");
    assertThat(token(retry.expect(201))).isEqualTo(token(first));
    assertThat(retry.json().path("version").asInt()).isEqualTo(1);
    guest(first).get(path(first)).expect(200);
  }

  @Test
  void shouldGiveTokensToVisitorsOnly() {
    Map<String, Object> draft = shop.draft(shop.cut, shop.ana, shop.at("10:00"));
    assertThat(shop.client("Ana").post("/bookings", draft).expect(201).has("manageToken"))
        .isFalse();
    draft.put("start", shop.at("11:00"));
    draft.put("client", Map.of("name", "Lia", "phone", TestStack.phone()));
    assertThat(shop.owner.post("/bookings", draft).expect(201).has("manageToken")).isFalse();
  }

  @Test
  void shouldEndTheTokenWhenStaffRevokeIt() {
    Map<String, Object> draft = shop.publicDraft(shop.cut, shop.ana, shop.at("10:00"));
    CheckedClient page = shop.visitor.with("Idempotency-Key", UUID.randomUUID().toString());
    JsonNode booked = page.post("/public/bookings", draft).expect(201);

    assertThat(shop.owner.delete(path(booked) + "/manage-token").status()).isEqualTo(204);
    assertThat(shop.owner.delete(path(booked) + "/manage-token").status()).isEqualTo(204);

    assertThat(guest(booked).get(path(booked)).status()).isEqualTo(404);
    assertThat(page.post("/public/bookings", draft).expect(201).has("manageToken")).isFalse();
    assertThat(shop.owner.get(path(booked)).expect(200).path("version").asInt()).isEqualTo(2);
  }

  @Test
  void shouldWorkFromAPageOfTheBusiness() {
    shop.settings(Map.of("corsOrigins", List.of(PAGE)));
    JsonNode booked = book(shop.at("10:00")).expect(201);
    ApiClient page = shop.signedUp.visitor().with("Origin", PAGE);

    for (String method : List.of("GET", "PATCH", "POST")) {
      Reply preflight =
          page.with("Access-Control-Request-Method", method)
              .with("Access-Control-Request-Headers", "authorization, content-type, if-match")
              .send(
                  "OPTIONS",
                  path(booked) + (method.equals("POST") ? "/cancel" : ""),
                  BodyPublishers.noBody());
      assertThat(preflight.status()).isEqualTo(204);
      assertThat(preflight.header("Access-Control-Allow-Origin")).contains(PAGE);
      assertThat(preflight.header("Access-Control-Allow-Methods").orElse("")).contains(method);
      assertThat(preflight.header("Access-Control-Allow-Headers").orElse(""))
          .contains("Authorization", "Content-Type", "If-Match");
    }

    Reply moved =
        page.as(token(booked))
            .with("If-Match", "\"1\"")
            .patch(path(booked), Map.of("start", shop.at("14:00")));
    assertThat(moved.expect(200).path("version").asInt()).isEqualTo(2);
    assertThat(moved.header("Access-Control-Allow-Origin")).contains(PAGE);
    assertThat(moved.header("Access-Control-Expose-Headers").orElse("")).contains("ETag");
  }

  private Reply book(String start) {
    return shop.visitor.post("/public/bookings", shop.publicDraft(shop.cut, shop.ana, start));
  }

  private CheckedClient guest(JsonNode booked) {
    return as(token(booked));
  }

  private CheckedClient as(String token) {
    return new CheckedClient(shop.signedUp.visitor().as(token));
  }

  private static CheckedClient elsewhere(String token) {
    return new CheckedClient(TestStack.business().visitor().as(token));
  }

  private static String token(JsonNode booked) {
    return booked.path("manageToken").asText();
  }

  private static String path(JsonNode booked) {
    return "/bookings/" + booked.path("bookingId").asText();
  }
}
