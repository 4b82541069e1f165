package io.marcado.local.app.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.app.TestStack;
import io.marcado.local.app.TestStack.SignedUp;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every endpoint, every field, wrong in every way: a 4xx that names the field. */
class IdentityBadInputTest {
  private static final SignedUp SHOP = TestStack.business();
  private static final CheckedClient VISITOR = new CheckedClient(SHOP.visitor());
  private static final CheckedClient OWNER = new CheckedClient(SHOP.owner());

  private static final Map<String, String> SOUND =
      Map.of(
          "name", "\"Ana\"",
          "phone", "\"+5511988887777\"",
          "email", "\"ana@example.com\"",
          "password", "\"correct horse battery\"");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name     | null
          name     | 5
          name     | ""
          name     | "   "
          name     | @101
          name     | "a\\u0000"
          name     | ["a"]
          phone    | null
          phone    | 5511988887777
          phone    | ""
          phone    | "988887777"
          phone    | "+55119"
          phone    | "+99911988887777"
          phone    | "+4915112345678"
          phone    | @400
          email    | 5
          email    | ""
          email    | "ana"
          email    | "ana@"
          email    | "a b@example.com"
          email    | @255
          password | null
          password | 12345678
          password | "short 7"
          password | @129
          password | "password123"
          password | "\\ud800 broken pair"
          role     | "OWNER"
          userId   | "abc"
          phoneVerified | true
          tenant   | "k3vq7d2hmxw5ra6t"
          """)
  void shouldRefuseRegistrations(String field, String value) {
    assertNames("/" + field, VISITOR.post("/auth/register", registration(field, json(value))));
  }

  @ParameterizedTest
  @CsvSource({"name", "phone", "password"})
  void shouldNameWhatARegistrationLacks(String field) {
    assertNames("/" + field, VISITOR.post("/auth/register", registration(field, "")));
  }

  @Test
  void shouldNameEverythingAtOnce() {
    Reply reply =
        VISITOR.post(
            "/auth/register",
            "{\"name\":\"\",\"phone\":\"x\",\"email\":\"x\",\"password\":\"x\",\"admin\":true}");

    assertThat(reply.json().path("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/name", "/phone", "/email", "/password", "/admin");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"password":"correct horse battery"}                                | /phone
          {"phone":"+5511988887777"}                                          | /password
          {"phone":null,"password":"correct horse battery"}                   | /phone
          {"email":null,"password":"correct horse battery"}                   | /email
          {"phone":"x","password":"correct horse battery"}                    | /phone
          {"email":"x","password":"correct horse battery"}                    | /email
          {"phone":"+5511988887777","password":"short"}                       | /password
          {"phone":"+5511988887777","password":null}                          | /password
          {"phone":"+5511988887777","password":7}                             | /password
          {"phone":"+5511988887777","email":"a@b.de","password":"long enough"} | /email
          {"phone":"+5511988887777","password":"long enough","tenant":"x"}    | /tenant
          """)
  void shouldRefuseLogins(String body, String pointer) {
    assertNames(pointer, VISITOR.post("/auth/login", body));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"code":"123456"}                           | /challengeId
          {"challengeId":"abc"}                       | /code
          {"challengeId":null,"code":"123456"}        | /challengeId
          {"challengeId":"a b","code":"123456"}       | /challengeId
          {"challengeId":5,"code":"123456"}           | /challengeId
          {"challengeId":"abc","code":123456}         | /code
          {"challengeId":"abc","code":"12345"}        | /code
          {"challengeId":"abc","code":"1234567"}      | /code
          {"challengeId":"abc","code":"١٢٣٤٥٦"}        | /code
          {"challengeId":"abc","code":"123456","x":1} | /x
          """)
  void shouldRefuseCodesThatAreNone(String body, String pointer) {
    assertNames(pointer, VISITOR.post("/auth/login/verify", body));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                             | /refreshToken
          {"refreshToken":null}          | /refreshToken
          {"refreshToken":5}             | /refreshToken
          {"refreshToken":""}            | /refreshToken
          {"refreshToken":"a","scope":1} | /scope
          """)
  void shouldRefuseRefreshTokensThatAreNone(String body, String pointer) {
    assertNames(pointer, VISITOR.post("/auth/refresh", body));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name":null}             | /name
          {"name":""}               | /name
          {"name":7}                | /name
          {"email":"x"}             | /email
          {"email":7}               | /email
          {"role":"OWNER"}          | /role
          {"phone":"+4915112345678"} | /phone
          {"phone":null}            | /phone
          {"phone":"+5511988887777","email":"a@example.com"} | /email
          {"name":"A","stepUp":{}}  | /stepUp/challengeId
          {"name":"A","userId":"x"} | /userId
          """)
  void shouldRefuseChangesOfAProfile(String body, String pointer) {
    assertNames(pointer, OWNER.patch("/users/me", body));
    assertThat(OWNER.get("/users/me").expect(200).path("name").asText()).isEqualTo("Zé Carvalho");
  }

  @Test
  void shouldRefuseAnEmptyChange() {
    assertNames("", OWNER.patch("/users/me", "{}"));
  }

  @Test
  void shouldRefuseBodiesThatAreWrong() {
    for (String path :
        List.of("/auth/register", "/auth/login", "/auth/login/verify", "/auth/refresh")) {
      for (String body : List.of("", "[]", "{", "null", "{\"name\":\"a\",\"name\":\"b\"}")) {
        assertThat(VISITOR.post(path, body).status()).as(path + body).isEqualTo(400);
      }
      String enormous = "{\"name\":\"%s\"}".formatted("a".repeat(300_000));
      assertThat(VISITOR.post(path, enormous).status()).as(path).isEqualTo(413);
    }
  }

  @Test
  void shouldKnowNobodyByTokensThatAreNone() {
    ApiClient visitor = SHOP.visitor();
    for (String header : List.of("Bearer x", "Bearer ", "Basic YTpi", "Bearer a.b.c")) {
      CheckedClient client = new CheckedClient(visitor.with("Authorization", header));
      assertThat(client.get("/users/me").status()).as(header).isEqualTo(401);
    }
    assertThat(VISITOR.get("/users/me").code()).isEqualTo("unauthenticated");
    assertThat(VISITOR.post("/auth/logout", "").status()).isEqualTo(401);
    assertThat(VISITOR.post("/auth/refresh", Map.of("refreshToken", "A".repeat(43))).status())
        .isEqualTo(401);
    assertThat(
            VISITOR
                .post("/auth/login/verify", Map.of("challengeId", "nothere", "code", "123456"))
                .code())
        .isEqualTo("code-expired");
  }

  private static String registration(String field, String value) {
    StringBuilder body = new StringBuilder();
    SOUND.forEach(
        (name, sound) -> {
          if (!name.equals(field)) {
            body.append(",\"%s\":%s".formatted(name, sound));
          }
        });
    if (!value.isEmpty()) {
      body.append(",\"%s\":%s".formatted(field, value));
    }
    return "{" + body.substring(1) + "}";
  }

  /** {@code @n} stands for a text of that length. */
  private static String json(String value) {
    return value.startsWith("@")
        ? "\"" + "x".repeat(Integer.parseInt(value.substring(1))) + "\""
        : value;
  }

  private static void assertNames(String pointer, Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("validation-failed");
    assertThat(reply.json().path("errors").findValuesAsText("pointer")).contains(pointer);
  }
}
