package io.marcado.local.app.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.TestStack.SignedUp;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionStoryTest {
  private static final SignedUp SHOP = TestStack.business();
  private static final String PASSWORD = "corte-de-sexta";

  private final String phone = TestStack.phone();

  @BeforeEach
  void register() {
    SHOP.business().register("Ana", phone, PASSWORD);
  }

  @Test
  void shouldListWhereSomebodyIsSignedInAndEndOneOfThem() {
    JsonNode mine = signIn();
    JsonNode other = signIn();
    CheckedClient ana = as(mine);

    JsonNode list = ana.get("/users/me/sessions").expect(200);
    assertThat(list.path("items")).hasSize(3);
    assertThat(list.path("nextCursor").isNull()).isTrue();
    assertThat(list.findValues("current").stream().filter(JsonNode::asBoolean)).hasSize(1);
    assertThat(list.path("items").get(0).path("userAgent").asText()).contains("Java");

    String otherId = currentId(as(other));
    assertThat(ana.delete("/users/me/sessions/" + otherId).status()).isEqualTo(204);

    assertThat(as(other).get("/users/me").status()).isEqualTo(401);
    assertThat(refresh(other).status()).isEqualTo(401);
    assertThat(ana.delete("/users/me/sessions/" + otherId).status()).isEqualTo(404);
    assertThat(ana.get("/users/me").status()).isEqualTo(200);
    assertThat(ana.get("/users/me/sessions").expect(200).path("items")).hasSize(2);
  }

  @Test
  void shouldEndAllOthersAtOnce() {
    JsonNode mine = signIn();
    JsonNode other = signIn();
    CheckedClient ana = as(mine);

    assertThat(ana.delete("/users/me/sessions").status()).isEqualTo(204);

    assertThat(as(other).get("/users/me").status()).isEqualTo(401);
    assertThat(refresh(other).status()).isEqualTo(401);
    assertThat(ana.get("/users/me/sessions").expect(200).path("items")).hasSize(1);
    JsonNode renewed = refresh(mine).expect(200);
    assertThat(as(renewed).get("/users/me").status()).isEqualTo(200);
    assertThat(as(signIn()).get("/users/me/sessions").expect(200).path("items")).hasSize(2);
  }

  @Test
  void shouldListManyInPages() {
    List<String> ids = new ArrayList<>();
    CheckedClient ana = as(signIn());
    signIn();
    String query = "";
    do {
      JsonNode page = ana.get("/users/me/sessions?limit=2" + query).expect(200);
      ids.addAll(page.findValuesAsText("sessionId"));
      query = page.path("nextCursor").isNull() ? "" : "&cursor=" + page.path("nextCursor").asText();
    } while (!query.isEmpty());

    assertThat(ids).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void shouldNotEndASessionOfSomebodyElse() {
    JsonNode mine = signIn();
    CheckedClient stranger = new CheckedClient(SHOP.client("Mallory"));

    assertThat(stranger.delete("/users/me/sessions/" + currentId(as(mine))).status())
        .isEqualTo(404);

    assertThat(as(mine).get("/users/me").status()).isEqualTo(200);
  }

  private JsonNode signIn() {
    return SHOP.business().tokens(phone, PASSWORD);
  }

  private static String currentId(CheckedClient client) {
    for (JsonNode session : client.get("/users/me/sessions").expect(200).path("items")) {
      if (session.path("current").asBoolean()) {
        return session.path("sessionId").asText();
      }
    }
    throw new AssertionError("the session of the request is not listed");
  }

  private static Reply refresh(JsonNode tokens) {
    return new CheckedClient(SHOP.visitor())
        .post("/auth/refresh", Map.of("refreshToken", tokens.path("refreshToken").asText()));
  }

  private static CheckedClient as(JsonNode tokens) {
    return new CheckedClient(SHOP.visitor().as(tokens.path("accessToken").asText()));
  }
}
