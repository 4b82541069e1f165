package io.marcado.local.app.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.TestStack.SignedUp;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** People change their own phone and e-mail. Every answer is compared with the contract. */
class ProfileStoryTest {
  private static final String PASSWORD = "corte-de-sexta";

  private final SignedUp shop = TestStack.business();
  private final CheckedClient visitor = new CheckedClient(shop.visitor());
  private final String phone = TestStack.phone();
  private final ApiClient lia = shop.business().register("Lia", phone, PASSWORD);
  private final CheckedClient me = new CheckedClient(lia);

  @Test
  void shouldMoveToANewPhoneOnceItIsProved() {
    CheckedClient elsewhere = new CheckedClient(shop.business().signIn(phone, PASSWORD));
    String next = TestStack.phone();
    assertThat(me.patch("/users/me", Map.of("phone", next)).code()).isEqualTo("step-up-required");

    JsonNode asked = me.patch("/users/me", Map.of("phone", next, "stepUp", stepUp())).expect(200);
    assertThat(asked.path("phone").asText()).isEqualTo(phone);
    assertThat(asked.path("verification").path("channel").asText()).isEqualTo("SMS");
    Map<String, String> answer = answer(asked.path("verification"), next);
    assertThat(elsewhere.post("/users/me/contacts/verify", answer).code())
        .isEqualTo("code-expired");
    String challenge = asked.path("verification").path("challengeId").asText();
    assertThat(
            me.post(
                    "/users/me/contacts/verify",
                    Map.of("challengeId", challenge, "code", other(answer.get("code"))))
                .code())
        .isEqualTo("invalid-code");
    JsonNode changed = me.post("/users/me/contacts/verify", answer).expect(200);

    assertThat(changed.path("phone").asText()).isEqualTo(next);
    assertThat(me.get("/users/me").status()).isEqualTo(200);
    assertThat(elsewhere.get("/users/me").status()).isEqualTo(401);
    assertThat(TestStack.messages().to(phone).getFirst()).contains("telefone");
    shop.business().signIn(next, PASSWORD);
    assertThat(visitor.post("/auth/login", Map.of("phone", phone, "password", PASSWORD)).status())
        .isEqualTo(401);
    assertThat(me.post("/users/me/contacts/verify", answer).code()).isEqualTo("code-expired");
  }

  @Test
  void shouldTellOfATakenPhoneOnlyThoseWhoProveIt() {
    String taken = shop.client("Ana").get("/users/me").expect(200).path("phone").asText();

    JsonNode asked = me.patch("/users/me", Map.of("phone", taken, "stepUp", stepUp())).expect(200);
    Reply proved = me.post("/users/me/contacts/verify", answer(asked.path("verification"), taken));

    assertThat(proved.code()).isEqualTo("phone-taken");
    assertThat(me.get("/users/me").expect(200).path("phone").asText()).isEqualTo(phone);
  }

  @Test
  void shouldGiveALoginToThoseWhoProveTheEmail() {
    String email = "lia." + phone.substring(1) + "@example.com";
    ApiClient mallory = shop.business().visitor();
    String malloryPhone = TestStack.phone();
    mallory
        .post(
            "/auth/register",
            Map.of("name", "Mallory", "phone", malloryPhone, "email", email, "password", PASSWORD))
        .expect(201);
    ApiClient squatter = shop.business().signIn(malloryPhone, PASSWORD);
    assertThat(visitor.post("/auth/login", Map.of("email", email, "password", PASSWORD)).status())
        .isEqualTo(200);

    JsonNode asked = me.patch("/users/me", Map.of("email", email, "stepUp", stepUp())).expect(200);
    assertThat(asked.path("verification").path("channel").asText()).isEqualTo("EMAIL");
    JsonNode changed =
        me.post("/users/me/contacts/verify", answer(asked.path("verification"), email)).expect(200);

    assertThat(changed.path("email").asText()).isEqualTo(email);
    assertThat(changed.path("emailVerified").asBoolean()).isTrue();
    JsonNode login =
        visitor.post("/auth/login", Map.of("email", email, "password", PASSWORD)).expect(200);
    JsonNode tokens = visitor.post("/auth/login/verify", answer(login, phone)).expect(200);
    assertThat(
            new CheckedClient(shop.visitor().as(tokens.path("accessToken").asText()))
                .get("/users/me")
                .expect(200)
                .path("name")
                .asText())
        .isEqualTo("Lia");
    assertThat(squatter.get("/users/me").expect(200).path("emailVerified").asBoolean()).isFalse();
    JsonNode cleared =
        me.patch("/users/me", "{\"email\":null,\"stepUp\":%s}".formatted(json(stepUp())))
            .expect(200);
    assertThat(cleared.path("email").isNull()).isTrue();
    assertThat(me.post("/users/me/email/verification", "").status()).isEqualTo(404);
  }

  @Test
  void shouldNotTakeAnEmailThatSomebodyElseHasProved() {
    String email = "lia." + phone.substring(1) + "@example.com";
    String other = TestStack.phone();
    CheckedClient bia = new CheckedClient(shop.business().register("Bia", other, PASSWORD));
    JsonNode first = me.patch("/users/me", Map.of("email", email, "stepUp", stepUp())).expect(200);
    me.post("/users/me/contacts/verify", answer(first.path("verification"), email)).expect(200);

    Map<String, String> proof = answer(bia.post("/auth/step-up", "").expect(200), other);
    JsonNode second = bia.patch("/users/me", Map.of("email", email, "stepUp", proof)).expect(200);
    Reply refused =
        bia.post("/users/me/contacts/verify", answer(second.path("verification"), email));

    assertThat(refused.code()).isEqualTo("email-taken");
    assertThat(bia.get("/users/me").expect(200).path("emailVerified").asBoolean()).isFalse();
    visitor.post("/auth/login", Map.of("email", email, "password", PASSWORD)).expect(200);
  }

  @Test
  void shouldNotMoveToThePhoneItHas() {
    Reply refused = me.patch("/users/me", Map.of("phone", phone, "stepUp", stepUp()));

    assertThat(refused.json().path("errors").findValuesAsText("pointer")).containsExactly("/phone");
  }

  @Test
  void shouldVerifyTheEmailOfARegistration() {
    String other = TestStack.phone();
    String email = "bia." + other.substring(1) + "@example.com";
    visitor
        .post(
            "/auth/register",
            Map.of("name", "Bia", "phone", other, "email", email, "password", PASSWORD))
        .expect(201);
    CheckedClient bia = new CheckedClient(shop.business().signIn(other, PASSWORD));
    JsonNode asked = bia.post("/users/me/email/verification", "").expect(202);

    JsonNode verified = bia.post("/users/me/contacts/verify", answer(asked, email)).expect(200);

    assertThat(verified.path("emailVerified").asBoolean()).isTrue();
    assertThat(bia.post("/users/me/email/verification", "").status()).isEqualTo(404);
  }

  @Test
  void shouldTakePhonesOfTheBusinessesCountriesOnly() {
    new CheckedClient(shop.owner()).patch("/settings", "{\"phoneCountries\":[\"PT\"]}").expect(200);

    Reply registered =
        visitor.post(
            "/auth/register",
            Map.of("name", "Ana", "phone", TestStack.phone(), "password", PASSWORD));

    assertThat(registered.json().path("errors").findValuesAsText("pointer"))
        .containsExactly("/phone");
    Reply nameless =
        visitor.post(
            "/auth/register", Map.of("name", "", "phone", TestStack.phone(), "password", PASSWORD));
    assertThat(nameless.json().path("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/name", "/phone");
    visitor
        .post(
            "/auth/register", Map.of("name", "Ana", "phone", "+351912345678", "password", PASSWORD))
        .expect(201);
  }

  private Map<String, String> stepUp() {
    JsonNode challenge = lia.post("/auth/step-up").expect(200);
    return answer(challenge, phone);
  }

  private static Map<String, String> answer(JsonNode challenge, String to) {
    return Map.of(
        "challengeId",
        challenge.path("challengeId").asText(),
        "code",
        TestStack.messages().code(to));
  }

  private static String json(Map<String, String> stepUp) {
    return "{\"challengeId\":\"%s\",\"code\":\"%s\"}"
        .formatted(stepUp.get("challengeId"), stepUp.get("code"));
  }

  private static String other(@Nullable String code) {
    return "000000".equals(code) ? "111111" : "000000";
  }
}
