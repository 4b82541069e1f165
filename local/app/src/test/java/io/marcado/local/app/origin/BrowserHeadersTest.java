package io.marcado.local.app.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.LocalStack;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.TestStack.SignedUp;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.Documents;
import io.marcado.local.app.demo.Seed;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every answer tells a browser, whichever it is. */
class BrowserHeadersTest {
  private static final String PAGE = "https://book.example.com";
  private static final SignedUp SHOP = TestStack.business();

  @BeforeAll
  static void nameThePage() {
    SHOP.owner()
        .patch("/settings", Map.of("corsOrigins", List.of(PAGE, "http://localhost:5173")))
        .expect(200);
  }

  @TestFactory
  List<DynamicTest> shouldGuardEveryAnswer() {
    ApiClient origin = TestStack.origin();
    ApiClient visitor = SHOP.visitor();
    Map<String, Reply> answers = new LinkedHashMap<>();
    answers.put("200", visitor.get("/services"));
    answers.put("201", SHOP.owner().post("/categories", Map.of("name", "Barba")));
    answers.put("204", SHOP.owner().delete("/categories/aaaaaaaaaaaaaaaa"));
    answers.put("400", visitor.get("/services?x=1"));
    answers.put("401", visitor.get("/settings"));
    answers.put("404", visitor.get("/nothing"));
    answers.put("404 at the origin", origin.get("/docs/nothing"));
    answers.put("a preflight", preflight(visitor, PAGE));
    answers.put("a preflight of nobody's page", preflight(visitor, "https://evil.example.com"));
    answers.put("a preflight at the origin", preflight(origin, PAGE));
    answers.put(
        "an address of no business", visitor.at(origin.base() + "/nobody").get("/services"));
    answers.put("the landing page", origin.get("/"));
    answers.put("the reference", origin.get("/docs"));
    answers.put("the contract", origin.get("/openapi.yaml"));
    answers.put("the keys", origin.get("/.well-known/jwks.json"));
    answers.put("health", origin.get("/health"));
    return answers.entrySet().stream()
        .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> assertGuarded(each.getValue())))
        .toList();
  }

  @Test
  void shouldAllowPagesTheirStyleAndNothingElse() {
    for (String page : List.of("/", "/docs")) {
      assertThat(TestStack.origin().get(page).header("Content-Security-Policy").orElse(""))
          .matches(
              "default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; base-uri 'none';"
                  + " form-action 'none'; frame-ancestors 'none'");
    }
  }

  @Test
  void shouldAllowOnlyExactOrigins() {
    ApiClient visitor = SHOP.visitor();

    assertThat(allowed(visitor, PAGE)).isEqualTo(PAGE);
    assertThat(allowed(visitor, "http://localhost:5173")).isEqualTo("http://localhost:5173");
    for (String origin :
        List.of(
            "null",
            "*",
            PAGE + ".evil.com",
            PAGE + ":443",
            "https://evil.com?" + PAGE,
            "http://book.example.com",
            "https://BOOK.example.com",
            "https://a.book.example.com",
            "http://localhost:51730",
            PAGE + "," + PAGE)) {
      assertThat(allowed(visitor, origin)).as(origin).isEmpty();
      assertThat(preflight(visitor, origin).headers().map().keySet())
          .as(origin)
          .noneMatch(name -> name.startsWith("access-control-"));
    }
    assertThat(allowed(TestStack.business().visitor(), PAGE)).isEmpty();
    assertThat(allowed(TestStack.origin(), PAGE)).isEmpty();
  }

  @Test
  void shouldTellInAPreflightWhatAPageMaySendAndLetItBeKept() {
    Reply reply = preflight(SHOP.visitor(), PAGE);

    assertThat(reply.status()).isEqualTo(204);
    assertThat(reply.header("Access-Control-Allow-Methods"))
        .contains("GET, POST, PUT, PATCH, DELETE");
    assertThat(reply.header("Access-Control-Allow-Headers"))
        .contains("Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match");
    assertThat(reply.header("Access-Control-Max-Age")).contains("600");
    assertThat(
            SHOP.visitor()
                .with("Origin", PAGE)
                .get("/services")
                .header("Access-Control-Expose-Headers")
                .orElse(""))
        .contains("X-Trace-Id", "ETag", "Retry-After");
  }

  @Test
  void shouldLetThePagesOfThePlatformSignBusinessesUp() {
    ApiClient page = TestStack.origin().with("Origin", LocalStack.PAGES.getFirst());

    Reply asked =
        page.with("Access-Control-Request-Method", "POST")
            .with("Access-Control-Request-Headers", "content-type, idempotency-key")
            .send("OPTIONS", "/tenants", BodyPublishers.noBody());
    assertThat(asked.status()).isEqualTo(204);
    assertThat(asked.header("Access-Control-Allow-Origin")).contains(LocalStack.PAGES.getFirst());
    assertThat(asked.header("Access-Control-Allow-Methods").orElse("")).contains("POST");
    assertThat(asked.header("Access-Control-Allow-Headers").orElse(""))
        .contains("Content-Type", "Idempotency-Key");

    for (Reply answer :
        List.of(page.post("/tenants", Map.of()), page.get("/health"), page.get("/openapi.yaml"))) {
      assertThat(answer.header("Access-Control-Allow-Origin"))
          .contains(LocalStack.PAGES.getFirst());
      assertThat(answer.header("Access-Control-Expose-Headers").orElse("")).contains("X-Trace-Id");
    }
    assertThat(
            TestStack.origin()
                .with("Origin", PAGE)
                .post("/tenants", Map.of())
                .header("Access-Control-Allow-Origin"))
        .isEmpty();
  }

  @Test
  void shouldLetPagesOfThisMachineReadTheDemo() {
    ApiClient origin = TestStack.origin();
    new Seed(origin).plant();
    ApiClient demo = origin.at(origin.base() + "/demo");

    // The README lists them.
    assertThat(Documents.text("README.md")).contains(LocalStack.PAGES);
    for (String page : LocalStack.PAGES) {
      assertThat(allowed(demo, page)).isEqualTo(page);
      assertThat(preflight(demo, page).header("Access-Control-Allow-Origin")).contains(page);
    }
    assertThat(allowed(SHOP.visitor(), LocalStack.PAGES.getFirst())).isEmpty();
  }

  @Test
  void shouldLetAPageReadAProblemToo() {
    Reply reply = SHOP.visitor().with("Origin", PAGE).get("/settings");

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.header("Access-Control-Allow-Origin")).contains(PAGE);
  }

  @Test
  void shouldTakeAddressesForOriginsAndNeverPatterns() {
    for (String origin : List.of("*", "null", "https://*.example.com", "https://a.com/", "a.com")) {
      assertThat(
              SHOP.owner()
                  .patch("/settings", Map.of("corsOrigins", List.of(origin)))
                  .json()
                  .path("errors")
                  .findValuesAsText("pointer"))
          .as(origin)
          .containsExactly("/corsOrigins/0");
    }
  }

  private static void assertGuarded(Reply reply) {
    assertThat(reply.header("Strict-Transport-Security"))
        .contains("max-age=63072000; includeSubDomains");
    assertThat(reply.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(reply.header("Referrer-Policy")).contains("no-referrer");
    assertThat(reply.header("Cross-Origin-Resource-Policy")).contains("same-origin");
    assertThat(reply.header("Permissions-Policy").orElse("")).contains("geolocation=()");
    assertThat(reply.header("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none'")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe", "*");
    assertThat(reply.header("Vary").orElse("")).startsWith("Origin");
    assertThat(reply.header("Access-Control-Allow-Credentials")).isEmpty();
    assertThat(reply.header("Access-Control-Allow-Origin")).isNotEqualTo(Optional.of("*"));
    assertThat(reply.headers().map()).doesNotContainKeys("set-cookie", "server", "x-powered-by");
    assertThat(reply.header("Cache-Control")).isPresent();
  }

  private static String allowed(ApiClient client, String origin) {
    return client
        .with("Origin", origin)
        .get(client.base().equals(TestStack.origin().base()) ? "/health" : "/services")
        .header("Access-Control-Allow-Origin")
        .orElse("");
  }

  private static Reply preflight(ApiClient client, String page) {
    return client
        .with("Origin", page)
        .with("Access-Control-Request-Method", "POST")
        .with("Access-Control-Request-Headers", "authorization, content-type")
        .send(
            "OPTIONS",
            client.base().equals(TestStack.origin().base()) ? "/tenants" : "/bookings",
            BodyPublishers.noBody());
  }
}
