package io.marcado.local.app.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The owner sees each wrong answer to what the business asked, and no answer, wrong or right. */
class FailedAnswersStoryTest {
  private static final String OTHER_PASSWORD = "rio calmo lanterna";

  private final OwnedShop shop = new OwnedShop();
  private final CheckedClient owner = shop.owner();
  private final List<String> answers = new ArrayList<>();

  @Test
  void shouldTellOfEachWrongAnswerOnce() {
    assertThat(trail()).isEmpty();

    refused(
        owner.post(
            "/auth/password/change",
            Map.of(
                "currentPassword",
                answer("corte-de-sexta"),
                "newPassword",
                answer(OTHER_PASSWORD))),
        "invalid-credentials");

    String stepUp = owner.post("/auth/step-up", "").expect(200).path("challengeId").asText();
    String code = answer(TestStack.messages().code(shop.phone));
    refused(owner.post("/users/me/totp", OwnedShop.stepUp(stepUp, wrong(code))), "invalid-code");
    JsonNode app = owner.post("/users/me/totp", OwnedShop.stepUp(stepUp, code)).expect(201);
    String secret = answer(app.path("secret").asText());
    refused(
        owner.post("/users/me/totp/confirm", Map.of("code", wrongCode(secret))), "invalid-code");

    String contact =
        owner.post("/users/me/email/verification", "").expect(202).path("challengeId").asText();
    String mailed = wrong(answer(TestStack.messages().code(shop.email)));
    refused(
        owner.post("/users/me/contacts/verify", Map.of("challengeId", contact, "code", mailed)),
        "invalid-code");

    String invited = TestStack.phone();
    owner.post("/staff", Map.of("name", "Caio", "phone", invited)).expect(201);
    refused(
        shop.visitor()
            .post(
                "/invitations/accept",
                Map.of("token", wrongToken(invited), "password", OTHER_PASSWORD)),
        "invalid-code");

    shop.visitor().post("/auth/password/forgot", Map.of("phone", shop.phone)).expect(202);
    refused(reset(wrongToken(shop.phone), "123456"), "invalid-code");
    String second = wrong(answer(TestStack.messages().code(shop.email)));
    refused(reset(TestStack.messages().token(shop.phone), second), "invalid-code");

    Map<String, JsonNode> told = new TreeMap<>();
    trail().forEach(event -> told.put(event.path("facts").path("what").asText(), event));
    assertThat(trail()).hasSize(7);
    assertThat(told)
        .containsOnlyKeys(
            "password",
            "step-up",
            "totp-setup",
            "contact",
            "invitation",
            "reset-token",
            "second-code");
    String userId = owner.get("/users/me").expect(200).path("userId").asText();
    told.forEach(
        (what, event) -> {
          assertThat(event.path("type").asText()).isEqualTo("verification.failed");
          assertThat(event.path("actorId").isNull()).as(what).isTrue();
          // Whom an invitation is for is known by its phone only.
          assertThat(event.path("subjectId").asText(""))
              .as(what)
              .isEqualTo(what.equals("invitation") ? "" : userId);
          assertThat(event.path("facts").properties()).as(what).hasSize(1);
        });
    assertThat(answers).hasSizeGreaterThan(12);
    assertThat(trail().toString())
        .doesNotContain(answers)
        .doesNotContain(shop.phone.substring(1), invited.substring(1), shop.email);
  }

  private List<JsonNode> trail() {
    List<JsonNode> events = new ArrayList<>();
    owner
        .get("/security-events?type=verification.failed")
        .expect(200)
        .path("items")
        .forEach(events::add);
    return events;
  }

  private Reply reset(String token, String secondCode) {
    return shop.visitor()
        .post(
            "/auth/password/reset",
            Map.of("token", token, "newPassword", OTHER_PASSWORD, "secondCode", secondCode));
  }

  private static void refused(Reply reply, String code) {
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.code()).isEqualTo(code);
  }

  /** Keeps what was sent, to be looked for in what is told. */
  private String answer(String secret) {
    answers.add(secret);
    return secret;
  }

  private String wrong(String code) {
    return answer("%06d".formatted((Integer.parseInt(code) + 1) % 1_000_000));
  }

  /** A token that finds what was sent to a phone, with another secret. */
  private String wrongToken(String phone) {
    String token = answer(TestStack.messages().token(phone));
    String secret = token.substring(token.length() / 2);
    answers.add(secret);
    String other = (secret.charAt(0) == 'a' ? 'b' : 'a') + secret.substring(1);
    answers.add(other);
    return answer(token.substring(0, token.length() / 2) + other);
  }

  /** A code that the app shows neither now nor a step aside. */
  private String wrongCode(String secret) {
    AuthenticatorApp app = new AuthenticatorApp(secret);
    Instant now = TestStack.shared().clock().instant();
    Set<String> shown =
        Set.copyOf(Stream.of(-60, -30, 0, 30, 60).map(s -> app.code(now.plusSeconds(s))).toList());
    return answer(
        Stream.of("000000", "000001", "000002", "000003", "000004", "000005")
            .filter(code -> !shown.contains(code))
            .findFirst()
            .orElseThrow());
  }
}
