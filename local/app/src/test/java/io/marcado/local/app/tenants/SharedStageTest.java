package io.marcado.local.app.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.LocalStack;
import io.marcado.local.Options;
import io.marcado.local.app.RawHttp;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Business;
import io.marcado.local.app.client.Business.Owner;
import io.marcado.local.app.client.Reply;
import io.marcado.local.gateway.TenantRouting;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Businesses beyond those that can have a stage of their own: they share one. */
class SharedStageTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final String PASSWORD = "tesoura-e-navalha";

  private static LocalStack byPath;
  private static Business salon;
  private static Business clinic;
  private static ApiClient owner;

  @BeforeAll
  static void start() throws Exception {
    byPath =
        LocalStack.start(
            Options.inMemory().withRouting(TenantRouting.PATH).withClock(InstantSource.fixed(NOW)));
    salon = signUp(byPath, "salon", "+5511955550001");
    clinic = signUp(byPath, "clinic", "+5511955550002");
    owner = salon.signIn("+5511955550001", PASSWORD);
  }

  @AfterAll
  static void stop() {
    byPath.close();
  }

  @Test
  void shouldKeepBusinessesApart() {
    String category =
        owner.post("/categories", Map.of("name", "Cortes")).expect(201).path("categoryId").asText();
    ApiClient elsewhere =
        owner.at(clinic.base()).with("Authorization", owner.header("Authorization").orElseThrow());

    assertThat(salon.visitor().get("/categories/" + category).status()).isEqualTo(200);
    assertThat(clinic.visitor().get("/categories/" + category).status()).isEqualTo(404);
    assertThat(clinic.visitor().get("/categories").expect(200).path("items")).isEmpty();
    assertThat(elsewhere.get("/users/me").status()).isEqualTo(403);
  }

  @Test
  void shouldLetNothingButThePathChooseTheBusiness() {
    owner.post("/categories", Map.of("name", "Barbas")).expect(201);
    ApiClient forged =
        clinic
            .visitor()
            .with("X-Tenant", salon.tenantId())
            .with("Tenant", salon.tenantId())
            .with("X-Forwarded-Host", "salon.localhost")
            .with("X-Forwarded-Prefix", "/salon");

    assertThat(forged.get("/categories").expect(200).path("items")).isEmpty();
    assertThat(forged.get("/categories?business=salon").status()).isEqualTo(400);
  }

  @Test
  void shouldKnowNoBusinessThatIsNotThere() {
    ApiClient origin = ApiClient.of(byPath.origin().toString());

    for (String path :
        List.of(
            "/nobody/services",
            "/nobody/nothing-here",
            "/nobody",
            "/SALON/services",
            "//salon/services",
            "/salon%2F/services",
            "/salon%2F..%2Fclinic/services",
            "/salon./services")) {
      assertThat(origin.get(path).code()).as(path).isEqualTo("no-such-business");
      assertThat(origin.get(path).status()).as(path).isEqualTo(404);
    }
    assertThat(origin.get("/health").status()).isEqualTo(200);
    assertThat(salon.visitor().get("/nothing-here").code()).isEqualTo("no-such-route");
  }

  @Test
  void shouldLetThePagesOfTheBusinessReadItsAnswers() {
    owner.patch("/settings", Map.of("corsOrigins", List.of("https://salon.example"))).expect(200);

    assertThat(preflight("/salon/services"))
        .contains("Access-Control-Allow-Origin: https://salon.example");
    assertThat(preflight("/clinic/services")).doesNotContain("Access-Control-Allow-Origin");
  }

  @Test
  void shouldLetThePagesOfThePlatformSignBusinessesUp() {
    assertThat(preflight("/tenants", LocalStack.PAGES.getFirst()))
        .startsWith("HTTP/1.1 204")
        .contains("Access-Control-Allow-Origin: " + LocalStack.PAGES.getFirst());
  }

  @Test
  void shouldHoldABusinessToItsPlansRate() {
    Business busy = signUp(byPath, "busy", "+5511955550004");
    busy.signIn("+5511955550004", PASSWORD)
        .patch("/settings", Map.of("corsOrigins", List.of("https://busy.example")))
        .expect(200);
    ApiClient page = busy.visitor().with("Origin", "https://busy.example");
    Optional<Reply> refused = Optional.empty();
    // The clock stands still, so all of them are in one window, in which FREE may have 240.
    for (int request = 0; request < 300 && refused.isEmpty(); request++) {
      refused = Optional.of(page.get("/services")).filter(reply -> reply.status() != 200);
    }

    assertThat(refused.orElseThrow().status()).isEqualTo(429);
    assertThat(refused.orElseThrow().header("Retry-After")).isPresent();
    assertThat(refused.orElseThrow().header("Access-Control-Allow-Origin"))
        .contains("https://busy.example");
    assertThat(clinic.visitor().get("/services").status()).isEqualTo(200);
  }

  @Test
  void shouldFindABusinessByItsHost() throws Exception {
    try (LocalStack byHost = LocalStack.start(Options.inMemory().withRouting(TenantRouting.HOST))) {
      URI base = URI.create(signUp(byHost, "shop", "+5511955550005").base());
      String origin = "localhost:" + base.getPort();

      assertThat(base.getHost()).isEqualTo("shop.localhost");
      assertThat(get(byHost, "shop." + origin, "/services")).startsWith("HTTP/1.1 200");
      assertThat(get(byHost, "SHOP." + origin.toUpperCase(Locale.ROOT), "/services"))
          .startsWith("HTTP/1.1 200");
      for (String host : List.of("nobody." + origin, "shop.evil." + origin)) {
        assertThat(get(byHost, host, "/services"))
            .startsWith("HTTP/1.1 404")
            .contains("no-such-business");
      }
      assertThat(get(byHost, origin, "/services")).startsWith("HTTP/1.1 404");
      assertThat(get(byHost, origin, "/health")).startsWith("HTTP/1.1 200");
    }
  }

  private static Business signUp(LocalStack stack, String slug, String phone) {
    return Business.signUp(
        ApiClient.of(stack.origin().toString()),
        slug,
        "Casa " + slug,
        new Owner("Dora", phone, slug + "@example.com", PASSWORD));
  }

  private static String get(LocalStack stack, String host, String path) {
    return RawHttp.send(stack.origin(), "GET", path, List.of("Host: " + host), "");
  }

  private static String preflight(String path) {
    return preflight(path, "https://salon.example");
  }

  private static String preflight(String path, String page) {
    return RawHttp.send(
        byPath.origin(),
        "OPTIONS",
        path,
        List.of("Host: localhost", "Origin: " + page, "Access-Control-Request-Method: GET"),
        "");
  }
}
