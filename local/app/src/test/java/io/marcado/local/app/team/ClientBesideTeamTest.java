package io.marcado.local.app.team;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.TestStack.SignedUp;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Clients with a phone of the team, who stand beside the person whose phone it is. */
class ClientBesideTeamTest {
  private static final String PASSWORD = "tesoura-e-navalha";

  private final SignedUp shop = TestStack.business();
  private final CheckedClient visitor = new CheckedClient(shop.visitor());
  private final String ownerPhone = phoneOf(shop.owner());
  private final String caioPhone = TestStack.phone();
  private final ApiClient caio = shop.business().staff(shop.owner(), "Caio", caioPhone, PASSWORD);
  private final CheckedClient staff = new CheckedClient(caio);
  private final CheckedClient owner = new CheckedClient(shop.owner());
  private final String cut =
      shop.business()
          .service(
              shop.owner(),
              "Corte",
              60,
              "50.00",
              List.of(shop.business().resource(shop.owner(), "Ana", "PERSON")));
  private final Iterator<String> starts = starts();

  @Test
  void shouldLeaveTheOwnersPhoneToTheOwnerWhenStaffCorrectTheClient() {
    String client = book("Lia", ownerPhone);
    String mended = TestStack.phone();

    correct(staff, client, mended).expect(200);

    shop.business().signIn(ownerPhone, PASSWORD);
    assertThat(book("Lia", mended)).isEqualTo(client);
    String next = book("Rui", ownerPhone);
    assertThat(List.of(client, idOf(shop.owner()))).doesNotContain(next);
    assertThat(correct(staff, client, ownerPhone).code()).isEqualTo("phone-taken");
    // Their phone has not changed.
    assertThat(TestStack.messages().to(ownerPhone))
        .noneMatch(text -> text.contains("telefone da sua conta"));
  }

  @Test
  void shouldTellNobodyThatAPhoneIsTheOwnersByACorrection() {
    String client = book("Lia", TestStack.phone());
    String other = book("Rui", TestStack.phone());

    assertThat(correct(staff, client, ownerPhone).expect(200).path("phone").asText())
        .isEqualTo(ownerPhone);

    assertThat(book("Lia", ownerPhone)).isEqualTo(client);
    assertThat(correct(staff, other, ownerPhone).code())
        .as("as with any client's phone, whom staff find by it")
        .isEqualTo("phone-taken");
    shop.business().signIn(ownerPhone, PASSWORD);
  }

  @Test
  void shouldKeepAClientWhoMovedAwayWhenTheColleagueIsErased() {
    String client = book("Lia", caioPhone);
    String mended = TestStack.phone();
    correct(owner, client, mended).expect(200);

    staff.delete("/users/me", Map.of("stepUp", shop.business().stepUp(caio))).expect(204);

    assertThat(owner.get("/users/" + client).expect(200).path("phone").asText()).isEqualTo(mended);
    assertThat(book("Lia", mended)).isEqualTo(client);
  }

  @Test
  void shouldGiveThePhoneToTheClientWhenTheColleagueMovesToAnother() {
    String client = book("Lia", caioPhone);
    move(TestStack.phone());

    assertThat(book("Lia", caioPhone)).isEqualTo(client);

    String mended = TestStack.phone();
    correct(owner, client, mended).expect(200);
    String next = book("Rui", caioPhone);
    assertThat(next).isNotEqualTo(client);
    assertThat(book("Rui", caioPhone)).isEqualTo(next);
  }

  private void move(String phone) {
    JsonNode asked =
        staff
            .patch("/users/me", Map.of("phone", phone, "stepUp", shop.business().stepUp(caio)))
            .expect(200);
    staff
        .post(
            "/users/me/contacts/verify",
            Map.of(
                "challengeId",
                asked.path("verification").path("challengeId").asText(),
                "code",
                TestStack.messages().code(phone)))
        .expect(200);
  }

  private static Reply correct(CheckedClient caller, String clientId, String phone) {
    return caller.patch("/users/" + clientId, Map.of("phone", phone));
  }

  /** Books without a login, as anybody can who knows the phone; returns the client's id. */
  private String book(String name, String phone) {
    return visitor
        .post(
            "/public/bookings",
            Map.of(
                "serviceId",
                cut,
                "start",
                starts.next(),
                "client",
                Map.of("name", name, "phone", phone)))
        .expect(201)
        .path("clientId")
        .asText();
  }

  private Iterator<String> starts() {
    LocalDate day =
        LocalDate.ofInstant(TestStack.shared().clock().instant(), ZoneId.of("America/Sao_Paulo"))
            .plusDays(10);
    List<String> all =
        visitor
            .get("/services/%s/availability?from=%s&to=%s".formatted(cut, day, day.plusDays(6)))
            .expect(200)
            .path("slots")
            .findValuesAsText("start");
    // An hour apart.
    return all.stream().filter(start -> start.startsWith("00", 14)).iterator();
  }

  private static String phoneOf(ApiClient person) {
    return person.get("/users/me").expect(200).path("phone").asText();
  }

  private static String idOf(ApiClient person) {
    return person.get("/users/me").expect(200).path("userId").asText();
  }
}
