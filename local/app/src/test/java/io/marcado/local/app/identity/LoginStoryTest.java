package io.marcado.local.app.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.TestStack.SignedUp;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import io.marcado.platform.auth.TokenClaims;
import io.marcado.platform.auth.TokenVerifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoginStoryTest {
  private static final SignedUp SHOP = TestStack.business();
  private static final String PASSWORD = "correct horse battery";

  private final CheckedClient visitor = new CheckedClient(SHOP.visitor());
  private final String phone = TestStack.phone();

  @Test
  void shouldTellTheWholeStoryOfAClient() {
    JsonNode registered = register("Ana Cliente", "ana.story@example.com").expect(201);
    assertThat(registered.path("role").asText()).isEqualTo("CLIENT");
    assertThat(registered.path("phoneVerified").asBoolean()).isFalse();

    JsonNode tokens = verify(login()).expect(200);
    assertThat(tokens.path("tokenType").asText()).isEqualTo("Bearer");
    CheckedClient ana = as(tokens);

    JsonNode me = ana.get("/users/me").expect(200);
    assertThat(me.path("userId").asText()).isEqualTo(registered.path("userId").asText());
    assertThat(me.path("phoneVerified").asBoolean()).isTrue();
    assertThat(me.path("email").asText()).isEqualTo("ana.story@example.com");
    JsonNode changed = ana.patch("/users/me", "{\"name\":\"Ana C.\"}").expect(200);
    assertThat(changed.path("name").asText()).isEqualTo("Ana C.");
    assertThat(ana.patch("/users/me", "{\"email\":null}").code()).isEqualTo("step-up-required");

    JsonNode renewed = refresh(tokens).expect(200);
    assertThat(as(renewed).get("/users/me").status()).isEqualTo(200);

    assertThat(as(renewed).post("/auth/logout", "").status()).isEqualTo(204);
    assertThat(as(renewed).get("/users/me").status()).isEqualTo(401);
    assertThat(ana.get("/users/me").status()).isEqualTo(401);
    assertThat(refresh(renewed).status()).isEqualTo(401);
  }

  @Test
  void shouldSendTheCodeInTheNameOfTheBusinessOnly() {
    register("Ana", null).expect(201);
    new CheckedClient(SHOP.visitor().with("X-Forwarded-Host", "evil.example"))
        .post("/auth/login", Map.of("phone", phone, "password", PASSWORD))
        .expect(200);

    assertThat(TestStack.messages().to(phone))
        .singleElement()
        .asString()
        .matches(
            "\\d{6} é o seu codigo para entrar em Marcado / Barbearia "
                + SHOP.business().slug()
                + ".*")
        .doesNotContain("evil", "http");
  }

  @Test
  void shouldLogInByEmailOnceThePhoneIsVerified() {
    register("Bia", "Bia.story@example.com").expect(201);
    Map<String, String> byEmail = Map.of("email", "bia.STORY@example.com", "password", PASSWORD);
    assertThat(visitor.post("/auth/login", byEmail).code()).isEqualTo("invalid-credentials");
    verify(login()).expect(200);

    JsonNode challenge = visitor.post("/auth/login", byEmail).expect(200);

    assertThat(verify(challenge).status()).isEqualTo(200);
  }

  @Test
  void shouldSignTokensThatThePublishedKeysVerify() {
    JsonNode keys = new CheckedClient(TestStack.origin()).get("/.well-known/jwks.json").expect(200);
    register("Ana", null).expect(201);
    JsonNode tokens = verify(login()).expect(200);
    String token = tokens.path("accessToken").asText();

    TokenClaims claims =
        new TokenVerifier(
                keys.toString(), TestStack.shared().origin().toString(), TestStack.shared().clock())
            .verify(token)
            .orElseThrow();

    assertThat(claims.userId())
        .isEqualTo(as(tokens).get("/users/me").expect(200).path("userId").asText());
    assertThat(new CheckedClient(SHOP.owner()).get("/users/me").expect(200).path("role").asText())
        .isEqualTo("OWNER");
  }

  @Test
  void shouldRefuseTokensOfAnotherBusiness() {
    SignedUp other = TestStack.business();
    register("Ana", null).expect(201);
    JsonNode tokens = verify(login()).expect(200);
    ApiClient elsewhere = other.visitor().as(tokens.path("accessToken").asText());

    assertThat(new CheckedClient(elsewhere).get("/users/me").status()).isEqualTo(403);
    assertThat(elsewhere.post("/auth/logout").status()).isEqualTo(403);
    assertThat(
            new CheckedClient(other.visitor())
                .post("/auth/refresh", Map.of("refreshToken", tokens.path("refreshToken").asText()))
                .status())
        .isEqualTo(401);
    assertThat(as(tokens).get("/users/me").status()).isEqualTo(200);
  }

  @Test
  void shouldTakeAPhoneOnlyOnceItIsVerified() {
    register("Ana", null).expect(201);
    Reply again = register("Mallory", null);
    assertThat(again.status()).isEqualTo(201);
    verify(login()).expect(200);

    assertThat(register("Mallory", null).status()).isEqualTo(409);
    assertThat(register("Mallory", null).code()).isEqualTo("phone-taken");
  }

  @Test
  void shouldAnswerTheSameRegistrationAgain() {
    CheckedClient keyed = visitor.with("Idempotency-Key", "registration-" + phone);
    Map<String, String> body = Map.of("name", "Ana", "phone", phone, "password", PASSWORD);
    JsonNode first = keyed.post("/auth/register", body).expect(201);

    Reply second = keyed.post("/auth/register", body);
    assertThat(second.expect(201)).isEqualTo(first);
    assertThat(second.header("Idempotent-Replayed")).contains("true");
    Map<String, String> other = Map.of("name", "Bia", "phone", phone, "password", PASSWORD);
    assertThat(keyed.post("/auth/register", other).code()).isEqualTo("idempotency-key-reused");
    verify(login()).expect(200);
    for (Map<String, String> late : List.of(body, other)) {
      assertThat(keyed.post("/auth/register", late).code())
          .as("tells nobody whether that is the password of an account")
          .isEqualTo("phone-taken");
    }
  }

  @Test
  void shouldNotTellUnknownFromWrong() {
    register("Ana", null).expect(201);
    verify(login()).expect(200);
    Reply wrong = visitor.post("/auth/login", Map.of("phone", phone, "password", "wrong password"));
    Reply unknown =
        visitor.post(
            "/auth/login", Map.of("phone", TestStack.phone(), "password", "wrong password"));

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(withoutIds(wrong)).isEqualTo(withoutIds(unknown));
    assertThat(wrong.headers().map().keySet()).isEqualTo(unknown.headers().map().keySet());
  }

  @Test
  void shouldNotBeGuessedByManyAtOnce() throws Exception {
    register("Ana", null).expect(201);
    JsonNode challenge = login();
    String code = TestStack.messages().code(phone);
    List<Reply> replies =
        atOnce(
            40,
            () ->
                SHOP.visitor()
                    .post(
                        "/auth/login/verify",
                        Map.of(
                            "challengeId",
                            challenge.path("challengeId").asText(),
                            "code",
                            code.equals("000000") ? "000001" : "000000")));

    assertThat(replies)
        .filteredOn(reply -> reply.code().equals("invalid-code"))
        .extracting(reply -> reply.json().path("attemptsLeft").asInt())
        .containsExactlyInAnyOrder(4, 3, 2, 1, 0);
    assertThat(replies)
        .filteredOn(reply -> !reply.code().equals("invalid-code"))
        .allMatch(reply -> reply.code().equals("code-expired"));
    assertThat(verify(challenge).code()).isEqualTo("code-expired");
  }

  @Test
  void shouldGiveOneSuccessorHoweverManyAsk() throws Exception {
    register("Ana", null).expect(201);
    JsonNode tokens = verify(login()).expect(200);
    List<Reply> replies =
        atOnce(
            20,
            () ->
                SHOP.visitor()
                    .post(
                        "/auth/refresh",
                        Map.of("refreshToken", tokens.path("refreshToken").asText())));

    Set<String> successors = new HashSet<>();
    replies.forEach(reply -> successors.add(reply.expect(200).path("refreshToken").asText()));
    assertThat(successors).hasSize(1);
  }

  private Reply register(String name, @Nullable String email) {
    return visitor.post(
        "/auth/register",
        email == null
            ? Map.of("name", name, "phone", phone, "password", PASSWORD)
            : Map.of("name", name, "phone", phone, "email", email, "password", PASSWORD));
  }

  private JsonNode login() {
    return visitor.post("/auth/login", Map.of("phone", phone, "password", PASSWORD)).expect(200);
  }

  private Reply verify(JsonNode challenge) {
    return visitor.post(
        "/auth/login/verify",
        Map.of(
            "challengeId",
            challenge.path("challengeId").asText(),
            "code",
            TestStack.messages().code(phone)));
  }

  private Reply refresh(JsonNode tokens) {
    return visitor.post(
        "/auth/refresh", Map.of("refreshToken", tokens.path("refreshToken").asText()));
  }

  private static CheckedClient as(JsonNode tokens) {
    return new CheckedClient(SHOP.visitor().as(tokens.path("accessToken").asText()));
  }

  private static String withoutIds(Reply reply) {
    return reply.text().replaceAll("\"(traceId|instance)\":\"[^\"]*\"", "");
  }

  private static List<Reply> atOnce(int times, Callable<Reply> request) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(times)) {
      List<Reply> replies = new ArrayList<>();
      for (Future<Reply> one : threads.invokeAll(Collections.nCopies(times, request))) {
        replies.add(one.get());
      }
      return replies;
    }
  }
}
