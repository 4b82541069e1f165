package io.marcado.local.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.Role;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.security.House.Person;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A person who loses power loses it at the next request, together with all pending work. */
class RevocationTest {
  private static final House HOUSE = new House();

  @Test
  void shouldShutADisabledPersonOutAtOnceAndForGood() {
    Person ana = HOUSE.newPerson(Role.CLIENT);
    JsonNode tokens = HOUSE.signedUp().business().tokens(ana.phone(), House.PASSWORD);
    String pending = login(ana);
    String code = TestStack.messages().code(ana.phone());
    assertThat(ana.api().get("/bookings").status()).isEqualTo(200);

    change(ana, Map.of("enabled", false));

    assertThat(ana.api().get("/bookings").status()).isEqualTo(401);
    assertThat(refresh(tokens).status()).isEqualTo(401);
    assertThat(verify(pending, code).code()).isEqualTo("code-expired");
    change(ana, Map.of("enabled", true));
    assertThat(ana.api().get("/bookings").status()).isEqualTo(401);
    assertThat(refresh(tokens).status()).isEqualTo(401);
    assertThat(HOUSE.again(ana).api().get("/bookings").status()).isEqualTo(200);
  }

  @Test
  void shouldTakeARoleAtOnce() {
    Person staff = HOUSE.newPerson(Role.STAFF);
    assertThat(staff.api().get("/users").status()).isEqualTo(200);

    change(staff, Map.of("role", "CLIENT"));

    assertThat(staff.api().get("/users").status()).isEqualTo(401);
    assertThat(HOUSE.again(staff).api().get("/users").status()).isEqualTo(403);
  }

  @Test
  void shouldEndAPendingLoginWithThePassword() {
    Person ana = HOUSE.newPerson(Role.CLIENT);
    String pending = login(ana);
    String code = TestStack.messages().code(ana.phone());
    HOUSE.visitor().post("/auth/password/forgot", Map.of("phone", ana.phone())).expect(202);
    String token = TestStack.messages().token(ana.phone());

    HOUSE
        .visitor()
        .post("/auth/password/reset", Map.of("token", token, "newPassword", "navalha e espuma"))
        .expect(204);

    assertThat(verify(pending, code).code()).isEqualTo("code-expired");
    assertThat(ana.api().get("/users/me").status()).isEqualTo(401);
  }

  @Test
  void shouldRefuseARevokedKeyAtOnce() {
    Person owner = HOUSE.owner();
    JsonNode key = HOUSE.signedUp().business().apiKey(owner.api(), "Caixa", List.of("people:read"));
    var server = HOUSE.visitor().as(key.path("key").asText());
    assertThat(server.get("/users").status()).isEqualTo(200);

    owner.api().delete("/api-keys/" + key.path("apiKeyId").asText()).expect(204);

    assertThat(server.get("/users").status()).isEqualTo(401);
  }

  private static void change(Person person, Map<String, Object> change) {
    HOUSE.owner().api().patch("/users/" + person.userId(), change).expect(200);
  }

  private static String login(Person person) {
    return HOUSE
        .visitor()
        .post("/auth/login", Map.of("phone", person.phone(), "password", House.PASSWORD))
        .expect(200)
        .path("challengeId")
        .asText();
  }

  private static Reply verify(String challengeId, String code) {
    return HOUSE
        .visitor()
        .post("/auth/login/verify", Map.of("challengeId", challengeId, "code", code));
  }

  private static Reply refresh(JsonNode tokens) {
    return HOUSE
        .visitor()
        .post("/auth/refresh", Map.of("refreshToken", tokens.path("refreshToken").asText()));
  }
}
