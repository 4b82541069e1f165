package io.marcado.local.app.team;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.TestStack.SignedUp;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A team comes together, changes and goes apart. Every answer is compared with the contract. */
class TeamStoryTest {
  private static final String PASSWORD = "tesoura-e-navalha";

  private final SignedUp shop = TestStack.business();
  private final CheckedClient owner = new CheckedClient(shop.owner());
  private final CheckedClient visitor = new CheckedClient(shop.visitor());
  private final String phone = TestStack.phone();

  @Test
  void shouldTakeInAnAdminAndLetTheAdminGo() {
    JsonNode invited = owner.post("/admins", Map.of("name", "Rita", "phone", phone)).expect(201);
    assertThat(owner.get("/invitations").expect(200).path("items").findValuesAsText("phone"))
        .containsExactly(phone);
    String token = TestStack.messages().token(phone);
    assertThat(TestStack.messages().to(phone).getFirst())
        .contains("Barbearia " + shop.business().slug())
        .doesNotContain("http");

    JsonNode rita =
        visitor
            .post(
                "/invitations/accept",
                Map.of("token", token, "password", PASSWORD, "email", "rita@example.com"))
            .expect(200);
    assertThat(rita.path("role").asText()).isEqualTo("ADMIN");
    assertThat(rita.path("userId")).isNotEqualTo(invited.path("invitationId"));
    assertThat(
            visitor
                .post("/invitations/accept", Map.of("token", token, "password", PASSWORD))
                .code())
        .isEqualTo("code-expired");
    CheckedClient admin = new CheckedClient(shop.business().signIn(phone, PASSWORD));
    assertThat(admin.get("/settings").status()).isEqualTo(200);
    assertThat(admin.get("/admins").status()).isEqualTo(403);
    assertThat(owner.get("/admins").expect(200).path("items").findValuesAsText("userId"))
        .containsExactly(rita.path("userId").asText());

    owner.delete("/admins/" + rita.path("userId").asText()).expect(204);

    assertThat(admin.get("/users/me").status()).isEqualTo(401);
    assertThat(owner.get("/admins").expect(200).path("items")).isEmpty();
    assertThat(owner.delete("/admins/" + rita.path("userId").asText()).status()).isEqualTo(404);
    CheckedClient client = new CheckedClient(shop.business().signIn(phone, PASSWORD));
    assertThat(client.get("/users/me").expect(200).path("role").asText()).isEqualTo("CLIENT");
    assertThat(client.get("/settings").status()).isEqualTo(403);
    assertThat(owner.get("/security-events").expect(200).path("items").findValuesAsText("type"))
        .contains("invitation.sent", "invitation.accepted", "role.changed");
  }

  @Test
  void shouldEndWhatSomebodyMayDoWithinOneRequest() {
    ApiClient lia = shop.client("Lia");
    String id = lia.get("/users/me").expect(200).path("userId").asText();
    JsonNode disabled = owner.patch("/users/" + id, "{\"enabled\":false}").expect(200);
    assertThat(disabled.path("enabled").asBoolean()).isFalse();

    assertThat(new CheckedClient(lia).get("/users/me").status()).isEqualTo(401);
    String liasPhone = disabled.path("phone").asText();
    assertThat(
            visitor
                .post("/auth/login", Map.of("phone", liasPhone, "password", "corte-de-sexta"))
                .code())
        .isEqualTo("invalid-credentials");

    owner.patch("/users/" + id, "{\"enabled\":true}").expect(200);
    ApiClient again = shop.business().signIn(liasPhone, "corte-de-sexta");
    owner.post("/staff", Map.of("name", "Lia", "phone", liasPhone)).expect(201);
    String token = TestStack.messages().token(liasPhone);
    new CheckedClient(again).post("/invitations/accept", Map.of("token", token)).expect(200);
    CheckedClient staff = new CheckedClient(shop.business().signIn(liasPhone, "corte-de-sexta"));
    assertThat(staff.get("/users").status()).isEqualTo(200);
    owner.patch("/users/" + id, "{\"role\":\"CLIENT\"}").expect(200);
    assertThat(staff.get("/users").status()).isEqualTo(401);
  }

  @Test
  void shouldTellTheSameOfKnownAndUnknownPhones() {
    String known = shop.client("Lia").get("/users/me").expect(200).path("phone").asText();

    JsonNode one = owner.post("/staff", Map.of("name", "Lia", "phone", known)).expect(201);
    JsonNode other = owner.post("/staff", Map.of("name", "Lia", "phone", phone)).expect(201);

    assertThat(one.properties()).extracting(Map.Entry::getKey).hasSize(7);
    for (String same : new String[] {"role", "name", "invitedBy"}) {
      assertThat(one.path(same)).isEqualTo(other.path(same));
    }
  }

  @Test
  void shouldLeaveAnAccountAloneThatDoesNotAccept() {
    ApiClient lia = shop.client("Lia");
    String liasPhone = lia.get("/users/me").expect(200).path("phone").asText();
    owner.post("/staff", Map.of("name", "Lia", "phone", liasPhone)).expect(201);
    String token = TestStack.messages().token(liasPhone);

    Reply stranger =
        visitor.post("/invitations/accept", Map.of("token", token, "password", "a new password"));
    Reply other =
        new CheckedClient(shop.owner()).post("/invitations/accept", Map.of("token", token));
    Reply elsewhere =
        new CheckedClient(TestStack.business().visitor())
            .post("/invitations/accept", Map.of("token", token, "password", PASSWORD));

    assertThat(stranger.code()).isEqualTo("phone-taken");
    assertThat(other.code()).isEqualTo("phone-taken");
    assertThat(elsewhere.code()).isEqualTo("code-expired");
    assertThat(lia.get("/users/me").expect(200).path("role").asText()).isEqualTo("CLIENT");
    assertThat(
            new CheckedClient(lia)
                .post("/invitations/accept", Map.of("token", token))
                .expect(200)
                .path("role")
                .asText())
        .isEqualTo("STAFF");
    assertThat(lia.get("/users/me").status()).isEqualTo(401);
    shop.business().signIn(liasPhone, "corte-de-sexta");
  }

  @Test
  void shouldWithdrawWhatWasNotAccepted() {
    JsonNode invited = owner.post("/staff", Map.of("name", "Rui", "phone", phone)).expect(201);
    String token = TestStack.messages().token(phone);

    owner.delete("/invitations/" + invited.path("invitationId").asText()).expect(204);

    assertThat(owner.get("/invitations").expect(200).path("items")).isEmpty();
    assertThat(
            visitor
                .post("/invitations/accept", Map.of("token", token, "password", PASSWORD))
                .code())
        .isEqualTo("code-expired");
    assertThat(owner.delete("/invitations/" + invited.path("invitationId").asText()).status())
        .isEqualTo(404);
  }

  @Test
  void shouldHandTheBusinessOverWithAFreshCode() {
    String email = "rita." + phone.substring(1) + "@example.com";
    ApiClient rita = shop.business().admin(shop.owner(), "Rita", phone, email, PASSWORD);
    String id = rita.get("/users/me").expect(200).path("userId").asText();
    String path = "/admins/" + id + "/hand-over";
    // Nobody but the phone could tell so far that it is she.
    assertThat(owner.post(path, Map.of("stepUp", stepUp(shop.owner()))).code())
        .isEqualTo("no-second-channel");
    Map<String, Object> stepUp = Map.of("stepUp", stepUp(shop.owner()));
    JsonNode asked = rita.post("/users/me/email/verification").expect(202);
    rita.post(
            "/users/me/contacts/verify",
            Map.of(
                "challengeId",
                asked.path("challengeId").asText(),
                "code",
                TestStack.messages().code(email)))
        .expect(200);

    assertThat(owner.post(path, "").code()).isEqualTo("step-up-required");
    JsonNode handed = owner.post(path, stepUp).expect(200);

    assertThat(handed.path("role").asText()).isEqualTo("OWNER");
    assertThat(owner.get("/users/me").status()).isEqualTo(401);
    assertThat(rita.get("/users/me").status()).isEqualTo(401);
    CheckedClient now = new CheckedClient(shop.business().signIn(phone, PASSWORD));
    assertThat(now.get("/admins").expect(200).path("items").findValuesAsText("name"))
        .containsExactly("Zé Carvalho");
    assertThat(now.patch("/users/" + id, "{\"role\":\"ADMIN\"}").code()).isEqualTo("last-owner");
  }

  private static Map<String, String> stepUp(ApiClient client) {
    String challenge = client.post("/auth/step-up").expect(200).path("challengeId").asText();
    String phone = client.get("/users/me").expect(200).path("phone").asText();
    return Map.of("challengeId", challenge, "code", TestStack.messages().code(phone));
  }
}
