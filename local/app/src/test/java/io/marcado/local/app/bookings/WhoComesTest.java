package io.marcado.local.app.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who comes to a booking, whose client it is, and who may see how to reach that person. */
class WhoComesTest {
  private static final String PASSWORD = "corte-de-sexta";

  private final Shop shop = new Shop();

  @Test
  void shouldShowEachChildOfAMotherWhoBooksByHerPhone() {
    String phone = TestStack.phone();
    String mother = clientOf(book(client("Maria", phone), "09:00", attendee("Pedro", "1ª vez")));
    book(client("Maria", phone), "10:00", attendee("Lúcia", null));
    book(client("Zé Filho", phone), "11:00", Map.of());

    assertThat(diary().findValuesAsText("clientId")).containsOnly(mother);
    assertThat(diary().valueStream().map(item -> item.path("attendee").path("name").asText()))
        .containsExactly("Pedro", "Lúcia", "Zé Filho");
    assertThat(diary().path(0).path("attendee").path("notes").asText()).isEqualTo("1ª vez");
    assertThat(diary().path(2).path("client").path("name").asText()).isEqualTo("Maria");
    assertThat(diary().path(2).path("client").path("given").path("name").asText())
        .isEqualTo("Zé Filho");
  }

  @Test
  void shouldLoseNothingThatWasTypedWithABooking() {
    String phone = TestStack.phone();
    book(client("Maria", phone), "09:00", Map.of());
    Map<String, Object> again =
        Map.of("name", "Maria D'Ávila", "phone", phone, "email", "maria@example.com");
    book(again, "10:00", attendee("Pedro", null));

    JsonNode client = diary().path(1).path("client");
    assertThat(client.path("name").asText()).isEqualTo("Maria");
    assertThat(client.path("email").isNull()).isTrue();
    assertThat(client.path("given").path("name").asText()).isEqualTo("Maria D'Ávila");
    assertThat(client.path("given").path("email").asText()).isEqualTo("maria@example.com");
    assertThat(diary().path(1).path("attendee").path("name").asText()).isEqualTo("Pedro");
  }

  @Test
  void shouldLetASignedInClientSayAndChangeWhoComes() {
    CheckedClient maria = shop.client("Maria");
    Map<String, Object> draft = shop.draft(shop.cut, shop.ana, shop.at("09:00"));
    draft.put("attendee", attendee("Pedro", null));
    JsonNode made = maria.post("/bookings", draft).expect(201);
    assertThat(made.path("attendee").path("name").asText()).isEqualTo("Pedro");

    String path = "/bookings/" + made.path("bookingId").asText();
    JsonNode changed =
        maria
            .with("If-Match", "\"1\"")
            .patch(path, Map.of("attendee", attendee("Lúcia", "alta")))
            .expect(200);
    assertThat(changed.path("attendee").path("name").asText()).isEqualTo("Lúcia");
    assertThat(changed.path("start")).isEqualTo(made.path("start"));
    assertThat(maria.get("/users/me/export").expect(200).path("bookings").path(0).path("attendee"))
        .isEqualTo(changed.path("attendee"));

    JsonNode cleared =
        maria.with("If-Match", "\"2\"").patch(path, "{\"attendee\":null}").expect(200);
    assertThat(cleared.path("attendee").isNull()).isTrue();
  }

  @Test
  void shouldForgetWhoComesWithTheClient() {
    ApiClient signedIn = shop.signedUp.client("Maria");
    Map<String, Object> draft = shop.draft(shop.cut, shop.ana, shop.at("09:00"));
    draft.put("attendee", attendee("Pedro", "alérgico"));
    signedIn.post("/bookings", draft).expect(201);

    erase(signedIn);

    assertThat(diary().path(0).path("attendee").isNull()).isTrue();
  }

  @Test
  void shouldForgetWhatStaffBookedByTheirOwnPhone() {
    String phone = TestStack.phone();
    ApiClient caio = shop.signedUp.business().staff(shop.signedUp.owner(), "Caio", phone, PASSWORD);
    String clientId = clientOf(book(client("Caio Lima", phone), "09:00", Map.of()));

    erase(caio);

    // The texts of its bookings go within two hours, by FinishErasures.
    assertThat(diary().path(0).path("client").path("erased").asBoolean()).isTrue();
    assertThat(shop.owner.get("/users/" + clientId).status()).isEqualTo(404);
    assertThat(clientOf(book(client("Rui", phone), "10:00", Map.of()))).isNotEqualTo(clientId);
  }

  @Test
  void shouldNameEveryFaultOfAnAttendee() {
    Map<String, Object> draft = shop.publicDraft(shop.cut, shop.ana, shop.at("09:00"));
    draft.put("attendee", Map.of("name", "", "notes", "x".repeat(501), "age", 7));

    Reply refused = shop.visitor.post("/public/bookings", draft);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/attendee/name", "/attendee/notes", "/attendee/age");
  }

  @Test
  void shouldTakeAnotherAttendeeForAnotherRequest() {
    CheckedClient visitor = shop.visitor.with("Idempotency-Key", "k-1");
    Map<String, Object> draft = shop.publicDraft(shop.cut, shop.ana, shop.at("09:00"));
    visitor.post("/public/bookings", draft).expect(201);
    draft.put("attendee", attendee("Pedro", null));

    assertThat(visitor.post("/public/bookings", draft).status()).isEqualTo(422);
  }

  @Test
  void shouldKnowAPersonByBothFormsOfAMobile() {
    String number = TestStack.phone();
    String tail = number.substring(number.length() - 7);
    String now = "+553198" + tail;
    String before = "+55318" + tail;

    String clientId = clientOf(book(client("Joana", now), "09:00", Map.of()));

    assertThat(clientOf(book(client("Joana", before), "10:00", Map.of()))).isEqualTo(clientId);
    assertThat(
            shop.owner
                .get("/users?query=%2B55318" + tail.substring(0, 5))
                .expect(200)
                .findValuesAsText("userId"))
        .contains(clientId);
  }

  @Test
  void shouldShowStaffAndKeysNoContactsOfTheOwnerWhoBooks() {
    String ownerPhone = shop.owner.get("/users/me").expect(200).path("phone").asText();
    Map<String, Object> draft = shop.draft(shop.cut, shop.ana, shop.at("09:00"));
    String ownerId = shop.owner.get("/users/me").expect(200).path("userId").asText();
    draft.put("clientId", ownerId);
    shop.owner.post("/bookings", draft).expect(201);
    CheckedClient staff = staff();
    CheckedClient key = shop.apiKey("bookings:read");

    JsonNode seen = diary(staff).path(0).path("client");
    assertThat(seen.path("userId").asText()).isEqualTo(ownerId);
    assertThat(seen.path("name").asText()).isNotEmpty();
    assertThat(seen.path("phone").isNull()).isTrue();
    assertThat(seen.path("email").isNull()).isTrue();
    assertThat(seen.path("phoneVerified").isNull()).isTrue();
    assertThat(diary(key).path(0).path("client").path("name").isNull()).isTrue();
    assertThat(diary(key).toString()).doesNotContain(ownerPhone, "@");
    assertThat(diary().path(0).path("client").path("phone").asText()).isEqualTo(ownerPhone);
  }

  @Test
  void shouldShowKeysNothingOfSomebodyWhoBookedBeforeTheyWorkedThere() {
    String phone = TestStack.phone();
    String clientId = clientOf(book(client("Caio Lima", phone), "09:00", Map.of()));
    book(client("Caio Lima", phone), "10:00", attendee("Pedro", null));
    shop.signedUp.business().staff(shop.signedUp.owner(), "Caio", phone, PASSWORD);

    JsonNode seen = diary(shop.apiKey("bookings:read"));

    JsonNode client = seen.path(0).path("client");
    assertThat(client.path("userId").asText()).isEqualTo(clientId);
    for (String field : List.of("name", "phone", "phoneVerified", "email", "emailVerified")) {
      assertThat(client.path(field).isNull()).as(field).isTrue();
    }
    assertThat(seen.toString()).doesNotContain("Caio").contains("Pedro");
    assertThat(diary().path(0).path("client").path("given").path("name").asText())
        .isEqualTo("Caio Lima");
  }

  @Test
  void shouldNotTellThatAPhoneIsTheOwnersByABookingWithIt() {
    JsonNode me = shop.owner.get("/users/me").expect(200);
    Map<String, Object> owners = client("Cliente", me.path("phone").asText());
    String ownerId = me.path("userId").asText();
    CheckedClient staff = staff();

    JsonNode byVisitor = book(owners, "09:00", Map.of());
    Map<String, Object> draft = shop.draft(shop.cut, shop.ana, shop.at("10:00"));
    draft.put("client", owners);
    JsonNode byStaff = staff.post("/bookings", draft).expect(201);

    assertThat(clientOf(byVisitor)).isNotEqualTo(ownerId).isEqualTo(clientOf(byStaff));
    JsonNode shown = diary(staff).path(0).path("client");
    assertThat(shown.path("name").asText()).isEqualTo("Cliente");
    assertThat(shown.path("phone").asText()).isEqualTo(me.path("phone").asText());
    assertThat(staff.get("/users/" + clientOf(byVisitor)).expect(200).path("role").asText())
        .isEqualTo("CLIENT");
    // The message about it reaches the phone all the same.
    TestStack.messages()
        .await(
            me.path("phone").asText(),
            "a confirmation",
            texts -> texts.stream().anyMatch(text -> text.contains("10:00")));
  }

  @Test
  void shouldMarkWhatNobodyProved() {
    String phone = TestStack.phone();
    book(
        Map.of("name", "Alguém", "phone", phone, "email", "alguem@example.com"), "09:00", Map.of());
    shop.client("Maria").post("/bookings", shop.draft(shop.cut, shop.ana, shop.at("10:00")));

    JsonNode unproved = diary().path(0).path("client");
    assertThat(unproved.path("phoneVerified").asBoolean()).isFalse();
    assertThat(unproved.path("emailVerified").asBoolean()).isFalse();
    assertThat(diary().path(1).path("client").path("phoneVerified").asBoolean()).isTrue();

    // The holder of the phone signs in; the e-mail that a stranger typed gets no code.
    String challenge =
        shop.visitor
            .post("/auth/otp", Map.of("phone", phone, "channel", "SMS"))
            .expect(202)
            .path("challengeId")
            .asText();
    JsonNode tokens =
        shop.visitor
            .post(
                "/auth/otp/verify",
                Map.of("challengeId", challenge, "code", TestStack.messages().code(phone)))
            .expect(200);
    CheckedClient holder =
        new CheckedClient(shop.signedUp.visitor().as(tokens.path("accessToken").asText()));
    assertThat(holder.post("/users/me/email/verification", "").status()).isEqualTo(404);
    assertThat(TestStack.messages().to("alguem@example.com")).isEmpty();
  }

  @Test
  void shouldTellAKeyThatOnlyWritesNothingOfWhatItChanges() {
    CheckedClient writer = shop.apiKey("settings:write", "people:write");
    Reply settings = writer.patch("/settings", Map.of("minimumNoticeMinutes", 30));
    assertThat(settings.status()).isEqualTo(204);
    assertThat(settings.text()).isEmpty();
    JsonNode all = shop.owner.get("/settings").expect(200);
    assertThat(all.path("minimumNoticeMinutes").asInt()).isEqualTo(30);
    assertThat(writer.put("/settings", all).status()).isEqualTo(204);

    String clientId = clientOf(book(client("Maria", TestStack.phone()), "09:00", Map.of()));
    Reply person = writer.patch("/users/" + clientId, Map.of("name", "Maria D'Ávila"));
    assertThat(person.status()).isEqualTo(204);
    assertThat(shop.owner.get("/users/" + clientId).expect(200).path("name").asText())
        .isEqualTo("Maria D'Ávila");
    assertThat(
            shop.apiKey("settings:write", "settings:read")
                .patch("/settings", Map.of("minimumNoticeMinutes", 0))
                .expect(200)
                .path("minimumNoticeMinutes")
                .asInt())
        .isZero();
  }

  private JsonNode book(Map<String, Object> client, String time, Map<String, Object> attendee) {
    Map<String, Object> draft = shop.draft(shop.cut, shop.ana, shop.at(time));
    draft.put("client", client);
    Optional.of(attendee)
        .filter(who -> !who.isEmpty())
        .ifPresent(who -> draft.put("attendee", who));
    return shop.visitor.post("/public/bookings", draft).expect(201);
  }

  private void erase(ApiClient person) {
    Map<String, String> stepUp = shop.signedUp.business().stepUp(person);
    new CheckedClient(person).delete("/users/me", Map.of("stepUp", stepUp)).expect(204);
  }

  private static Map<String, Object> client(String name, String phone) {
    return Map.of("name", name, "phone", phone);
  }

  private static Map<String, Object> attendee(String name, @Nullable String notes) {
    Map<String, Object> attendee = new LinkedHashMap<>(Map.of("name", name));
    if (notes != null) {
      attendee.put("notes", notes);
    }
    return attendee;
  }

  /** A change that changes nothing must not be a way to read. */
  @Test
  void shouldAnswerNothingThatPeopleWroteToAKeyThatMayNotRead() {
    JsonNode booked = book(client("Maria", TestStack.phone()), "09:00", attendee("Pedro", "1ª"));
    String id = booked.path("bookingId").asText();
    CheckedClient writer = shop.apiKey("bookings:write");
    writer.get("/bookings/" + id).expect(403);

    JsonNode answer =
        writer
            .with("If-Match", "1")
            .patch("/bookings/" + id, Map.of("start", booked.path("start").asText()))
            .expect(200);

    assertThat(answer.toString()).doesNotContain("Pedro", "Maria");
  }

  private static String clientOf(JsonNode booking) {
    return booking.path("clientId").asText();
  }

  private CheckedClient staff() {
    return new CheckedClient(
        shop.signedUp.business().staff(shop.signedUp.owner(), "Caio", TestStack.phone(), PASSWORD));
  }

  private JsonNode diary() {
    return diary(shop.owner);
  }

  private JsonNode diary(CheckedClient reader) {
    return reader
        .get("/calendar?from=" + shop.monday + "&to=" + shop.monday)
        .expect(200)
        .path("items");
  }
}
