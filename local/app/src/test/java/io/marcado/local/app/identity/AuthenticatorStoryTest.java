package io.marcado.local.app.identity;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import io.marcado.platform.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthenticatorStoryTest {
  private final OwnedShop shop = new OwnedShop();

  @Test
  void shouldTakeTheCodesOfAnAppInPlaceOfMessages() {
    CheckedClient owner = shop.owner();
    assertThat(owner.post("/users/me/totp", "").code()).isEqualTo("step-up-required");
    JsonNode started = owner.post("/users/me/totp", shop.stepUp(owner)).expect(201);
    assertThat(started.path("otpauthUri").asText())
        .startsWith("otpauth://totp/Sal%C3%A3o%20own-")
        .contains("secret=" + started.path("secret").asText());
    assertThat(started.path("qrCode").asText()).startsWith("data:image/svg+xml;base64,");
    AuthenticatorApp app = new AuthenticatorApp(started.path("secret").asText());
    Instant now = TestStack.shared().clock().instant();
    JsonNode confirmed =
        owner.post("/users/me/totp/confirm", Map.of("code", app.code(now))).expect(200);
    assertThat(confirmed.path("recoveryCodes")).hasSize(10);
    String recovery = confirmed.path("recoveryCodes").get(0).asText();

    int sent = TestStack.messages().to(shop.phone).size();
    JsonNode login = shop.login(OwnedShop.PASSWORD);
    assertThat(login.path("channel").asText()).isEqualTo("TOTP");
    assertThat(TestStack.messages().to(shop.phone)).hasSize(sent);
    assertThat(verify(login, app.code(now)).code())
        .as("the code that confirmed the app was used by that")
        .isEqualTo("invalid-code");
    String next = app.code(now.plus(Duration.ofSeconds(30)));
    JsonNode tokens = verify(login, next).expect(200);
    assertThat(verify(shop.login(OwnedShop.PASSWORD), next).code()).isEqualTo("invalid-code");

    JsonNode again = shop.login(OwnedShop.PASSWORD);
    assertThat(verify(again, recovery).status()).isEqualTo(200);
    assertThat(verify(shop.login(OwnedShop.PASSWORD), recovery).code()).isEqualTo("invalid-code");

    CheckedClient signedIn = shop.as(tokens);
    String fresh =
        signedIn
            .post(
                "/users/me/totp/recovery-codes",
                byRecovery(signedIn, confirmed.path("recoveryCodes").get(1).asText()))
            .expect(200)
            .path("recoveryCodes")
            .get(0)
            .asText();
    assertThat(signedIn.post("/users/me/totp", "").code()).isEqualTo("totp-already-on");
    assertThat(signedIn.post("/users/me/totp/remove", byRecovery(signedIn, fresh)).status())
        .isEqualTo(204);
    assertThat(signedIn.post("/users/me/totp/remove", "").status()).isEqualTo(404);
    assertThat(shop.login(OwnedShop.PASSWORD).path("channel").asText()).isEqualTo("SMS");
  }

  @Test
  void shouldKeepASecondChannelForWhoRunsTheBusiness() {
    CheckedClient owner = shop.owner();
    String noEmail = "{\"email\":null,\"stepUp\":%s}";
    assertThat(owner.patch("/users/me", noEmail.formatted(stepUp(shop.stepUp(owner)))).code())
        .isEqualTo("no-second-channel");
    JsonNode before = owner.get("/users/me").expect(200);
    assertThat(before.path("hasPassword").asBoolean()).isTrue();
    assertThat(before.path("hasTotp").asBoolean()).isFalse();
    assertThat(before.path("recoveryCodesLeft").isNull()).isTrue();

    JsonNode started = owner.post("/users/me/totp", shop.stepUp(owner)).expect(201);
    AuthenticatorApp app = new AuthenticatorApp(started.path("secret").asText());
    String code = app.code(TestStack.shared().clock().instant());
    JsonNode recovery =
        owner
            .post("/users/me/totp/confirm", Map.of("code", code))
            .expect(200)
            .path("recoveryCodes");
    assertThat(owner.get("/users/me").expect(200).path("recoveryCodesLeft").asInt()).isEqualTo(10);

    Map<String, Object> first = byRecovery(owner, recovery.get(0).asText());
    owner.patch("/users/me", noEmail.formatted(stepUp(first))).expect(200);
    assertThat(
            owner.post("/users/me/totp/remove", byRecovery(owner, recovery.get(1).asText())).code())
        .isEqualTo("no-second-channel");
    JsonNode after = owner.get("/users/me").expect(200);
    assertThat(after.path("email").isNull()).isTrue();
    assertThat(after.path("hasTotp").asBoolean()).isTrue();
    assertThat(after.path("recoveryCodesLeft").asInt()).isEqualTo(9);
  }

  @Test
  void shouldNotSetUpAnAppForClients() {
    CheckedClient client =
        new CheckedClient(shop.business.register("Ana", TestStack.phone(), "corte-de-sexta"));

    assertThat(client.post("/users/me/totp", "").code()).isEqualTo("forbidden");
    assertThat(client.post("/users/me/totp/confirm", Map.of("code", "123456")).code())
        .isEqualTo("forbidden");
  }

  @Test
  void shouldNotTakeAProofOfAnotherSession() {
    CheckedClient owner = shop.owner();
    CheckedClient other = shop.owner();

    assertThat(other.post("/users/me/totp", shop.stepUp(owner)).code()).isEqualTo("code-expired");
  }

  private Map<String, Object> byRecovery(CheckedClient client, String code) {
    JsonNode asked = client.post("/auth/step-up", "").expect(200);
    assertThat(asked.path("channel").asText()).isEqualTo("TOTP");
    return OwnedShop.stepUp(asked.path("challengeId").asText(), code);
  }

  private static String stepUp(Map<String, Object> body) {
    return Json.write(requireNonNull(body.get("stepUp")));
  }

  private Reply verify(JsonNode challenge, String code) {
    return shop.visitor()
        .post(
            "/auth/login/verify",
            Map.of("challengeId", challenge.path("challengeId").asText(), "code", code));
  }
}
