package io.marcado.local.app.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.TestStack.SignedUp;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PasswordStoryTest {
  private static final SignedUp SHOP = TestStack.business();
  private static final String OLD = "corte-de-sexta";
  private static final String NEW = "rio calmo lanterna";

  private final CheckedClient visitor = new CheckedClient(SHOP.visitor());
  private final String phone = TestStack.phone();

  @Test
  void shouldChangeAPasswordAndEndTheOtherSessions() {
    SHOP.business().register("Ana", phone, OLD);
    CheckedClient mine = as(SHOP.business().tokens(phone, OLD));
    CheckedClient other = as(SHOP.business().tokens(phone, OLD));

    assertThat(change(mine, "not the password", NEW).code()).isEqualTo("invalid-credentials");
    assertThat(change(mine, OLD, "password123").code()).isEqualTo("validation-failed");
    assertThat(change(mine, OLD, phone).json().path("errors").findValuesAsText("pointer"))
        .containsExactly("/newPassword");
    assertThat(change(mine, OLD, NEW).status()).isEqualTo(204);

    assertThat(mine.get("/users/me").status()).isEqualTo(200);
    assertThat(other.get("/users/me").status()).isEqualTo(401);
    assertThat(login(OLD).code()).isEqualTo("invalid-credentials");
    assertThat(login(NEW).status()).isEqualTo(200);
    TestStack.messages()
        .await(
            phone,
            "word of the change",
            bodies -> bodies.stream().anyMatch(body -> body.contains("senha")));
  }

  @Test
  void shouldResetAPasswordByTheTokenThatWasSent() {
    SHOP.business().register("Ana", phone, OLD);
    CheckedClient signedIn = as(SHOP.business().tokens(phone, OLD));
    JsonNode pending = login(OLD).expect(200);
    String pendingCode = TestStack.messages().code(phone);
    visitor.post("/auth/password/forgot", Map.of("phone", phone)).expect(202);
    String token = TestStack.messages().token(phone);

    assertThat(reset("a".repeat(32), NEW).code()).isEqualTo("code-expired");
    assertThat(reset(token, NEW).status()).isEqualTo(204);

    assertThat(reset(token, OLD).code()).isEqualTo("code-expired");
    assertThat(signedIn.get("/users/me").status()).isEqualTo(401);
    assertThat(
            visitor
                .post(
                    "/auth/login/verify",
                    Map.of(
                        "challengeId", pending.path("challengeId").asText(), "code", pendingCode))
                .code())
        .as("a pending challenge dies with a reset")
        .isEqualTo("code-expired");
    assertThat(as(SHOP.business().tokens(phone, NEW)).get("/users/me").status()).isEqualTo(200);
  }

  @Test
  void shouldNotTellWhoHasAnAccount() {
    SHOP.business().register("Ana", phone, OLD);
    String unknownPhone = TestStack.phone();
    Reply known = visitor.post("/auth/password/forgot", Map.of("phone", phone));
    Reply unknown = visitor.post("/auth/password/forgot", Map.of("phone", unknownPhone));
    Reply nobody = visitor.post("/auth/password/forgot", Map.of("email", "nobody@example.com"));

    assertThat(known.status()).isEqualTo(202);
    assertThat(unknown.status()).isEqualTo(202);
    assertThat(unknown.text()).isEqualTo(known.text()).isEqualTo(nobody.text());
    assertThat(unknown.headers().map().keySet()).isEqualTo(known.headers().map().keySet());
    assertThat(TestStack.messages().to(unknownPhone)).isEmpty();
  }

  @Test
  void shouldAskAnOwnerForASecondCode() {
    OwnedShop shop = new OwnedShop();
    shop.visitor().post("/auth/password/forgot", Map.of("email", shop.email)).expect(202);
    String token = TestStack.messages().token(shop.phone);
    Map<String, String> alone = Map.of("token", token, "newPassword", NEW);

    assertThat(shop.visitor().post("/auth/password/reset", alone).code())
        .isEqualTo("second-channel-required");
    Map<String, String> both =
        Map.of(
            "token", token,
            "newPassword", NEW,
            "secondCode", TestStack.messages().code(shop.email));
    assertThat(shop.visitor().post("/auth/password/reset", both).status()).isEqualTo(204);

    shop.login(NEW);
  }

  private Reply login(String password) {
    return visitor.post("/auth/login", Map.of("phone", phone, "password", password));
  }

  private Reply reset(String token, String password) {
    return visitor.post("/auth/password/reset", Map.of("token", token, "newPassword", password));
  }

  private static Reply change(CheckedClient client, String current, String next) {
    return client.post(
        "/auth/password/change", Map.of("currentPassword", current, "newPassword", next));
  }

  private static CheckedClient as(JsonNode tokens) {
    return new CheckedClient(SHOP.visitor().as(tokens.path("accessToken").asText()));
  }
}
