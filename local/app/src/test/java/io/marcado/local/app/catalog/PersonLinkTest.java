package io.marcado.local.app.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.TestStack.SignedUp;
import io.marcado.local.app.contract.CheckedClient;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Resources that are people of the team, over HTTP. */
class PersonLinkTest {
  private static final String PASSWORD = "tesoura-e-navalha";

  private final SignedUp shop = TestStack.business();
  private final CheckedClient owner = new CheckedClient(shop.owner());
  private final CheckedClient visitor = new CheckedClient(shop.visitor());

  @Test
  void shouldShowWhoAResourceIsToTheTeamWhileThePersonIsOfIt() {
    String rita = hire("Rita");
    JsonNode made =
        owner
            .post("/resources", Map.of("name", "Rita", "kind", "PERSON", "personId", rita))
            .expect(201);
    String path = "/resources/" + made.path("resourceId").asText();

    assertThat(made.path("personId").asText()).isEqualTo(rita);
    assertThat(owner.get(path).expect(200).path("personId").asText()).isEqualTo(rita);
    assertThat(owner.get("/resources").expect(200).path("items").findValuesAsText("personId"))
        .containsExactly(rita);
    assertThat(visitor.get(path).expect(200).has("personId")).isFalse();
    assertThat(visitor.get("/resources").expect(200).path("items").path(0).has("personId"))
        .isFalse();
    assertThat(new CheckedClient(shop.client("Lia")).get(path).expect(200).has("personId"))
        .isFalse();

    owner.patch("/users/" + rita, "{\"role\":\"CLIENT\"}").expect(200);
    assertThat(owner.get(path).expect(200).has("personId")).isFalse();
  }

  @Test
  void shouldRefuseALinkTogetherWithEverythingElseThatIsWrong() {
    String rita = hire("Rita");
    owner
        .post("/resources", Map.of("name", "Rita", "kind", "PERSON", "personId", rita))
        .expect(201);

    JsonNode refused =
        owner
            .post(
                "/resources",
                Map.of("name", "Rita", "kind", "PERSON", "personId", rita, "categoryId", "nothere"))
            .expect(400);

    assertThat(refused.path("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/personId", "/categoryId");
    String lia = shop.client("Lia").get("/users/me").expect(200).path("userId").asText();
    assertThat(
            owner
                .post("/resources", Map.of("name", "Lia", "kind", "PERSON", "personId", lia))
                .code())
        .isEqualTo("validation-failed");
  }

  @Test
  void shouldLoseTheLinkWithTheKind() {
    String rita = hire("Rita");
    JsonNode made =
        owner
            .post("/resources", Map.of("name", "Rita", "kind", "PERSON", "personId", rita))
            .expect(201);
    String path = "/resources/" + made.path("resourceId").asText();

    assertThat(owner.patch(path, "{\"kind\":\"SPACE\"}").expect(200).has("personId")).isFalse();
    assertThat(owner.patch(path, Map.of("personId", rita)).code()).isEqualTo("validation-failed");
    assertThat(
            owner
                .patch(path, Map.of("kind", "PERSON", "personId", rita))
                .expect(200)
                .path("personId")
                .asText())
        .isEqualTo(rita);
    assertThat(owner.patch(path, "{\"personId\":null}").expect(200).has("personId")).isFalse();
  }

  private String hire(String name) {
    String phone = TestStack.phone();
    owner.post("/staff", Map.of("name", name, "phone", phone)).expect(201);
    String token = TestStack.messages().token(phone);
    return visitor
        .post("/invitations/accept", Map.of("token", token, "password", PASSWORD))
        .expect(200)
        .path("userId")
        .asText();
  }
}
