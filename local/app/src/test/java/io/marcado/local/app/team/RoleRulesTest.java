package io.marcado.local.app.team;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.TestStack.SignedUp;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import io.marcado.platform.paging.ListCursors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may change what of whom, each rule through the gateway. */
class RoleRulesTest {
  private static final SignedUp SHOP = TestStack.business();
  private static final String PASSWORD = "tesoura-e-navalha";
  private static final Map<String, ApiClient> ACTORS = new HashMap<>();
  private static final Map<String, String> TARGETS = new HashMap<>();

  @BeforeAll
  static void people() {
    ACTORS.put("owner", SHOP.owner());
    ACTORS.put("admin", admin("Rita"));
    ACTORS.put("staff", SHOP.business().staff(SHOP.owner(), "Beto", TestStack.phone(), PASSWORD));
    ACTORS.put("client", SHOP.client("Lia"));
    ACTORS.put("key", key("people:read", "people:write"));
    TARGETS.put("owner", id(SHOP.owner()));
    TARGETS.put("admin", id(admin("Sara")));
    TARGETS.put(
        "staff", id(SHOP.business().staff(SHOP.owner(), "Caio", TestStack.phone(), PASSWORD)));
    TARGETS.put("client", id(SHOP.client("Mia")));
    TARGETS.put("booked", booked("Nina"));
    TARGETS.put("signed-up", signedUp("Olga"));
    TARGETS.put("lowered", id(admin("Tina")));
    TARGETS.put("nobody", "a2b3c4d5e6f7a2b3");
  }

  @ParameterizedTest(name = "{0} changes {1}: {2} → {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          client | client | {"name":"X"}            | 403
          client | nobody | {"name":"X"}            | 403
          staff  | client | {"name":"Mia M."}       | 200
          staff  | booked | {"name":"Nina N."}      | 200
          staff  | booked | {"email":"n@example.com"} | 200
          staff  | booked | {"email":null}          | 200
          staff  | client | {"email":"n@example.com"} | 403
          staff  | client | {"phone":"+5511912345670"} | 403
          staff  | client | {"enabled":false}       | 200
          staff  | client | {"enabled":true}        | 200
          staff  | booked | {"enabled":false}       | 200
          staff  | booked | {"enabled":true}        | 200
          staff  | staff  | {"enabled":false}       | 403
          staff  | admin  | {"enabled":false}       | 403
          key    | booked | {"enabled":false}       | 403
          staff  | client | {"role":"STAFF"}        | 403
          staff  | client | {"role":"CLIENT"}       | 403
          staff  | staff  | {"name":"X"}            | 403
          staff  | admin  | {"name":"X"}            | 403
          staff  | owner  | {"name":"X"}            | 403
          staff  | nobody | {"name":"X"}            | 404
          admin  | client | {"name":"Mia"}          | 200
          admin  | staff  | {"name":"Caio C."}      | 200
          admin  | admin  | {"name":"X"}            | 403
          admin  | owner  | {"name":"X"}            | 403
          admin  | client | {"role":"STAFF"}        | 403
          admin  | client | {"role":"CLIENT"}       | 200
          admin  | client | {"role":"ADMIN"}        | 403
          admin  | client | {"role":"OWNER"}        | 403
          admin  | staff  | {"role":"ADMIN"}        | 403
          admin  | admin  | {"role":"STAFF"}        | 403
          admin  | owner  | {"role":"CLIENT"}       | 403
          admin  | client | {"enabled":false}       | 200
          admin  | client | {"enabled":true}        | 200
          admin  | staff  | {"enabled":false}       | 200
          admin  | staff  | {"enabled":true}        | 200
          admin  | admin  | {"enabled":false}       | 403
          admin  | owner  | {"enabled":false}       | 403
          admin  | booked | {"role":"STAFF"}        | 403
          admin  | booked | {"enabled":false}       | 200
          admin  | booked | {"phone":"+5511912345671"} | 403
          admin  | booked | {"enabled":true}        | 200
          admin  | booked | {"phone":"+5511912345671"} | 200
          staff  | signed-up | {"phone":"+5511912345672"} | 200
          staff  | signed-up | {"email":"n@example.com"} | 200
          owner  | admin  | {"name":"Sara S."}      | 200
          owner  | admin  | {"role":"ADMIN"}        | 200
          owner  | staff  | {"role":"ADMIN"}        | 403
          owner  | client | {"role":"STAFF"}        | 403
          owner  | admin  | {"enabled":false}       | 200
          owner  | admin  | {"enabled":true}        | 200
          owner  | admin  | {"role":"OWNER"}        | 403
          owner  | admin  | {"email":"n@example.com"} | 403
          owner  | owner  | {"role":"CLIENT"}       | 409
          owner  | owner  | {"enabled":false}       | 409
          owner  | nobody | {"role":"STAFF"}        | 404
          owner  | lowered | {"role":"STAFF"}       | 200
          owner  | lowered | {"role":"ADMIN"}       | 403
          admin  | lowered | {"role":"CLIENT"}      | 200
          key    | client | {"name":"Mia"}          | 200
          key    | booked | {"name":"Nina"}         | 200
          key    | booked | {"email":"n@example.com"} | 200
          key    | booked | {"phone":"+5511912345673"} | 403
          key    | signed-up | {"phone":"+5511912345674"} | 403
          key    | staff  | {"name":"X"}            | 404
          key    | admin  | {"name":"X"}            | 404
          key    | owner  | {"role":"CLIENT"}       | 404
          key    | nobody | {"name":"X"}            | 404
          key    | client | {"role":"STAFF"}        | 403
          key    | client | {"enabled":false}       | 403
          """)
  void shouldHold(String actor, String target, String change, int expected) {
    CheckedClient client = new CheckedClient(as(actor));

    Reply reply = client.patch("/users/" + TARGETS.get(target), change);

    assertThat(reply.status()).as(reply.text()).isEqualTo(expected);
  }

  @Test
  void shouldNameEverythingThatIsNotTheCallersToChange() {
    Reply reply =
        new CheckedClient(as("staff"))
            .patch(
                "/users/" + TARGETS.get("client"),
                "{\"name\":\"X\",\"email\":null,\"phone\":\"%s\",\"role\":\"OWNER\"}"
                    .formatted(TestStack.phone()));

    assertThat(reply.code()).isEqualTo("forbidden");
    assertThat(reply.json().path("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/email", "/phone", "/role");
  }

  @Test
  void shouldLetNoKeyTakeTheAccountOfSomebodyWhoOnlyBooked() {
    Reply reply =
        new CheckedClient(as("key"))
            .patch(
                "/users/" + TARGETS.get("booked"),
                "{\"name\":\"X\",\"phone\":\"%s\"}".formatted(TestStack.phone()));

    assertThat(reply.code()).isEqualTo("forbidden");
    assertThat(reply.json().path("errors").findValuesAsText("pointer")).containsExactly("/phone");
  }

  @Test
  void shouldListPeopleByRoleNameAndPhone() {
    CheckedClient staff = new CheckedClient(as("staff"));
    CheckedClient owner = new CheckedClient(as("owner"));

    assertThat(names(staff, "?role=ADMIN")).isNotEmpty();
    assertThat(names(staff, "?role=OWNER")).containsExactly("Zé Carvalho");
    assertThat(names(staff, "?role=CLIENT")).hasSizeBetween(4, 5).isSorted();
    assertThat(names(staff, "?query=ze%20c")).containsExactly("Zé Carvalho");
    assertThat(names(staff, "?query=ze&role=CLIENT")).isEmpty();
    String phone = staff.get("/users/" + TARGETS.get("client")).expect(200).path("phone").asText();
    assertThat(ids(staff, "?query=" + phone.replace("+", "%2B")))
        .containsExactly(TARGETS.get("client"));
    assertThat(ids(staff, "?query=" + phone.substring(1))).containsExactly(TARGETS.get("client"));
    assertThat(ids(staff, "?query=" + phone.substring(1, 5) + "&role=STAFF")).hasSize(2);

    JsonNode first = staff.get("/users?limit=3").expect(200);
    JsonNode second =
        staff.get("/users?limit=100&cursor=" + first.path("nextCursor").asText()).expect(200);
    List<String> all = names(staff, "");
    assertThat(first.path("items")).hasSize(3);
    assertThat(cursors(Map.of()).position(first.path("nextCursor").asText()))
        .as("names nobody: it stands in a URL")
        .isEqualTo(first.path("items").path(2).path("userId").asText());
    assertThat(all).hasSize(first.path("items").size() + second.path("items").size());
    JsonNode admins = staff.get("/users?limit=1&role=ADMIN").expect(200);
    assertThat(ids(staff, "?role=ADMIN&cursor=" + admins.path("nextCursor").asText()))
        .isNotEmpty()
        .doesNotContain(admins.path("items").path(0).path("userId").asText());
    assertThat(staff.get("/users?query=ze&cursor=" + first.path("nextCursor").asText()).status())
        .isEqualTo(400);
    for (String whom : List.of("owner", "admin")) {
      String theirs = owner.get("/users/" + TARGETS.get(whom)).expect(200).path("phone").asText();
      assertThat(ids(staff, "?query=" + theirs.substring(3))).doesNotContain(TARGETS.get(whom));
      for (String query : List.of(theirs.substring(1), "5521000000000")) {
        String cursor = cursors(Map.of("query", query)).of(requireNonNull(TARGETS.get(whom)));
        assertThat(staff.get("/users?query=" + query + "&cursor=" + cursor).code())
            .as("a made-up cursor tells nothing of whose phone staff may not see")
            .isEqualTo("validation-failed");
      }
    }
    assertThat(names(new CheckedClient(as("key")), "?role=STAFF")).isEmpty();
    assertThat(ids(new CheckedClient(as("key")), ""))
        .contains(TARGETS.get("client"))
        .doesNotContain(TARGETS.get("staff"), TARGETS.get("admin"), TARGETS.get("owner"));
    assertThat(new CheckedClient(as("client")).get("/users").status()).isEqualTo(403);
  }

  @Test
  void shouldShowHowToReachThoseAboveToNobodyBelow() {
    CheckedClient staff = new CheckedClient(as("staff"));
    CheckedClient admin = new CheckedClient(as("admin"));
    CheckedClient key = new CheckedClient(as("key"));

    for (String above : List.of("owner", "admin")) {
      String path = "/users/" + TARGETS.get(above);
      JsonNode seen = staff.get(path).expect(200);
      JsonNode whole = admin.get(path).expect(200);
      assertThat(seen.path("name")).isEqualTo(whole.path("name"));
      assertThat(seen.path("phone").isNull()).isTrue();
      assertThat(seen.path("email").isNull()).isTrue();
      assertThat(seen.path("phoneVerified").isNull()).isTrue();
      assertThat(seen.path("emailVerified").isNull()).isTrue();
      assertThat(whole.path("phoneVerified").isBoolean()).isTrue();
      assertThat(whole.path("phone").isNull()).isFalse();
      String phone = whole.path("phone").asText().replace("+", "%2B");
      assertThat(ids(staff, "?query=" + phone)).isEmpty();
      assertThat(ids(admin, "?query=" + phone)).containsExactly(TARGETS.get(above));
      assertThat(key.get(path).status()).isEqualTo(404);
    }
    assertThat(staff.get("/users/" + TARGETS.get("staff")).expect(200).path("phone").isNull())
        .isFalse();
    assertThat(key.get("/users/" + TARGETS.get("staff")).status()).isEqualTo(404);
    assertThat(admin.get("/users/" + TARGETS.get("signed-up")).expect(200).path("hasAccount"))
        .isEqualTo(BooleanNode.FALSE);
  }

  @Test
  void shouldNotTakeABarForAnAccount() {
    CheckedClient admin = new CheckedClient(as("admin"));
    String path = "/users/" + booked("Vera");

    admin.patch(path, Map.of("enabled", false)).expect(200);

    assertThat(admin.get(path).expect(200).path("hasAccount").asBoolean()).isFalse();
    assertThat(admin.patch(path, Map.of("phone", TestStack.phone())).code()).isEqualTo("forbidden");
  }

  private static ApiClient as(String actor) {
    return requireNonNull(ACTORS.get(actor));
  }

  /** Makes and reads cursors of the list of people as its endpoint does. */
  private static ListCursors cursors(Map<String, String> filters) {
    List<Object> operation =
        List.of(List.of(SHOP.business().tenantId(), "ListUsersHandler"), Map.of());
    return new ListCursors(List.of(operation, filters));
  }

  private static ApiClient admin(String name) {
    String phone = TestStack.phone();
    return SHOP.business().admin(SHOP.owner(), name, phone, name + "@example.com", PASSWORD);
  }

  private static String id(ApiClient client) {
    return client.get("/users/me").expect(200).path("userId").asText();
  }

  private static ApiClient key(String... scopes) {
    String key =
        SHOP.business().apiKey(SHOP.owner(), "Robot", List.of(scopes)).path("key").asText();
    return SHOP.visitor().as(key);
  }

  private static String signedUp(String name) {
    return SHOP.visitor()
        .post(
            "/auth/register",
            Map.of("name", name, "phone", TestStack.phone(), "password", PASSWORD))
        .expect(201)
        .path("userId")
        .asText();
  }

  private static String booked(String name) {
    return SHOP.visitor()
        .post("/public/bookings", SHOP.hourFor(name))
        .expect(201)
        .path("clientId")
        .asText();
  }

  private static List<String> names(CheckedClient client, String query) {
    return client.get("/users" + query).expect(200).path("items").findValuesAsText("name");
  }

  private static List<String> ids(CheckedClient client, String query) {
    return client.get("/users" + query).expect(200).path("items").findValuesAsText("userId");
  }
}
