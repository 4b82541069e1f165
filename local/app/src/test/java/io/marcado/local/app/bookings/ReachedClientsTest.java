package io.marcado.local.app.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whether messages reach a client, and in which language. */
class ReachedClientsTest {
  private final Shop shop = new Shop();

  @Test
  void shouldWriteToAClientInItsOwnLanguage() {
    String phone = TestStack.phone();
    book(Map.of("name", "Ann", "phone", phone, "locale", "en-GB"), "09:00");
    assertThat(confirmations(phone, 1)).allMatch(text -> text.contains("is confirmed"));

    CheckedClient rui = shop.client("Rui");
    JsonNode me = rui.patch("/users/me", Map.of("locale", "es")).expect(200);
    assertThat(me.path("locale").asText()).isEqualTo("es");
    rui.post("/bookings", shop.draft(shop.cut, shop.ana, shop.at("10:00"))).expect(201);
    assertThat(confirmations(me.path("phone").asText(), 1))
        .allMatch(text -> text.contains("su reserva"));

    // The next code is in the same language; without one of its own it is the business's again.
    rui.post("/auth/step-up", "").expect(200);
    TestStack.messages()
        .await(
            me.path("phone").asText(),
            "a code in Spanish",
            texts -> texts.stream().anyMatch(text -> text.contains("es su codigo")));
    assertThat(rui.patch("/users/me", "{\"locale\":null}").expect(200).path("locale").isNull())
        .isTrue();
  }

  @Test
  void shouldLetStaffCorrectTheLanguageOfAClient() {
    String phone = TestStack.phone();
    String clientId =
        book(Map.of("name", "Ann", "phone", phone), "09:00").path("clientId").asText();

    JsonNode changed = shop.owner.patch("/users/" + clientId, Map.of("locale", "en")).expect(200);

    assertThat(changed.path("locale").asText()).isEqualTo("en");
    Reply refused = shop.owner.patch("/users/" + clientId, Map.of("locale", "tlh"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("errors").findValuesAsText("pointer"))
        .containsExactly("/locale");
  }

  @Test
  void shouldSayWhenNoMessageCanReachTheClient() {
    String mobile = TestStack.phone();
    String fixed = "+551133" + mobile.substring(mobile.length() - 6);

    assertThat(book(Map.of("name", "Lia", "phone", mobile), "09:00").has("notice")).isFalse();
    JsonNode booking = book(Map.of("name", "Rui", "phone", fixed), "10:00");
    assertThat(booking.path("notice").asText()).isEqualTo("UNREACHABLE");
    assertThat(
            book(Map.of("name", "Jean", "phone", "+33612345678"), "11:00").path("notice").asText())
        .isEqualTo("UNREACHABLE");

    Map<String, Object> draft = shop.draft(shop.cut, shop.ana, shop.at("13:00"));
    draft.put("clientId", booking.path("clientId").asText());
    assertThat(shop.owner.post("/bookings", draft).expect(201).path("notice").asText())
        .isEqualTo("UNREACHABLE");
    assertThat(
            shop.client("Eva")
                .post("/bookings", shop.draft(shop.cut, shop.ana, shop.at("14:00")))
                .expect(201)
                .has("notice"))
        .isFalse();
  }

  @Test
  void shouldSayToStaffWhoChangeABookingThatTheClientIsNotTold() {
    String mobile = TestStack.phone();
    String fixed = "+551133" + mobile.substring(mobile.length() - 6);
    for (String phone : List.of(mobile, fixed)) {
      String id = book(Map.of("name", "Rui", "phone", phone), "09:00").path("bookingId").asText();

      JsonNode moved =
          shop.owner
              .with("If-Match", "\"1\"")
              .patch("/bookings/" + id, Map.of("start", shop.at("10:00")))
              .expect(200);
      JsonNode cancelled = shop.owner.post("/bookings/" + id + "/cancel", "").expect(200);

      for (JsonNode answer : List.of(moved, cancelled)) {
        assertThat(answer.path("notice").asText())
            .isEqualTo(phone.equals(fixed) ? "UNREACHABLE" : "");
      }
    }
    assertThat(confirmations(mobile, 1)).isNotEmpty();
    assertThat(TestStack.messages().to(fixed)).isEmpty();
  }

  @Test
  void shouldTellStaffThatABarredClientGetsNoMessage() {
    String phone = TestStack.phone();
    String clientId =
        book(Map.of("name", "Lia", "phone", phone), "09:00").path("clientId").asText();
    shop.owner.patch("/users/" + clientId, Map.of("enabled", false)).expect(200);

    Map<String, Object> byId = shop.draft(shop.cut, shop.ana, shop.at("10:00"));
    byId.put("clientId", clientId);
    Map<String, Object> byPhone = shop.draft(shop.cut, shop.ana, shop.at("11:00"));
    byPhone.put("client", Map.of("name", "Lia", "phone", phone));

    for (Map<String, Object> draft : List.of(byId, byPhone)) {
      assertThat(shop.owner.post("/bookings", draft).expect(201).path("notice").asText())
          .isEqualTo("UNREACHABLE");
    }
    shop.owner.patch("/users/" + clientId, Map.of("enabled", true)).expect(200);
    byId.put("start", shop.at("14:00"));
    assertThat(shop.owner.post("/bookings", byId).expect(201).has("notice")).isFalse();
  }

  @Test
  void shouldTakeTheLanguageOfAClientWhoRegisters() {
    Map<String, Object> draft = new HashMap<>();
    String phone = TestStack.phone();
    draft.put("name", "Ann");
    draft.put("phone", phone);
    draft.put("password", "corte-de-sexta");
    draft.put("email", null);
    draft.put("locale", "en-GB");
    CheckedClient once = shop.visitor.with("Idempotency-Key", "register-ann");

    JsonNode registered = once.post("/auth/register", draft).expect(201);
    Reply again = once.post("/auth/register", draft);
    draft.put("locale", "es");
    Reply other = once.post("/auth/register", draft);

    assertThat(registered.path("locale").asText()).isEqualTo("en-GB");
    assertThat(again.expect(201)).isEqualTo(registered);
    assertThat(other.status()).isEqualTo(422);
    JsonNode me =
        new CheckedClient(shop.signedUp.business().signIn(phone, "corte-de-sexta"))
            .get("/users/me")
            .expect(200);
    assertThat(me.path("locale").asText()).isEqualTo("en-GB");
    assertThat(TestStack.messages().to(phone)).anyMatch(text -> text.contains("is your code"));

    // For a phone that the business knows already, it counts once the phone is verified.
    String known = TestStack.phone();
    book(Map.of("name", "Bea", "phone", known), "15:00");
    draft.put("phone", known);
    shop.visitor.post("/auth/register", draft).expect(201);
    assertThat(
            new CheckedClient(shop.signedUp.business().signIn(known, "corte-de-sexta"))
                .get("/users/me")
                .expect(200)
                .path("locale")
                .asText())
        .isEqualTo("es");
    draft.put("phone", TestStack.phone());
    draft.put("locale", "tlh");
    assertThat(
            shop.visitor
                .post("/auth/register", draft)
                .expect(400)
                .path("errors")
                .findValuesAsText("pointer"))
        .containsExactly("/locale");
  }

  @Test
  void shouldNameAnUnknownClientTogetherWithOtherFaults() {
    Map<String, Object> draft = shop.draft(shop.cut, shop.ana, shop.at("03:00"));
    draft.put("clientId", "nobody");

    Reply refused = shop.owner.post("/bookings", draft);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("errors").findValuesAsText("pointer"))
        .contains("/clientId", "/start");
  }

  @Test
  void shouldListServicesInTheOrderOfTheBusiness() {
    String beard = service("Barba", 2);
    String colour = service("Zíngara", 1);
    String wash = service("Lavagem", null);

    assertThat(services()).containsExactly(colour, beard, shop.cut, wash);

    shop.owner.patch("/services/" + beard, "{\"position\":null}").expect(200);
    shop.owner.patch("/services/" + shop.cut, Map.of("position", 1)).expect(200);
    assertThat(services()).containsExactly(shop.cut, colour, beard, wash);
    String next = "/services?limit=2";
    JsonNode page = shop.visitor.get(next).expect(200);
    assertThat(
            shop.visitor
                .get(next + "&cursor=" + page.path("nextCursor").asText())
                .expect(200)
                .path("items")
                .findValuesAsText("serviceId"))
        .containsExactly(beard, wash);
    assertThat(shop.owner.patch("/services/" + beard, Map.of("position", 0)).json().toString())
        .contains("/position");
  }

  private List<String> services() {
    return shop.visitor.get("/services").expect(200).path("items").findValuesAsText("serviceId");
  }

  private String service(String name, @Nullable Integer position) {
    Map<String, Object> draft =
        new HashMap<>(
            Map.of("name", name, "durationMinutes", 30, "resourceIds", List.of(shop.ana)));
    draft.put("position", position);
    return shop.owner.post("/services", draft).expect(201).path("serviceId").asText();
  }

  private JsonNode book(Map<String, Object> client, String time) {
    Map<String, Object> draft = shop.draft(shop.cut, shop.ana, shop.at(time));
    draft.put("client", client);
    return shop.visitor.post("/public/bookings", draft).expect(201);
  }

  private static List<String> confirmations(String phone, int count) {
    return TestStack.messages()
        .await(
            phone,
            "a confirmation",
            texts -> texts.stream().filter(text -> text.contains("Corte")).count() >= count)
        .stream()
        .filter(text -> text.contains("Corte"))
        .toList();
  }
}
