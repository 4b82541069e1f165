package io.marcado.local.app.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.app.TestStack;
import io.marcado.local.app.TestStack.SignedUp;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import io.marcado.local.template.ProjectRoot;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteEndpointTest {
  private static final String PAGE = "https://book.example.com";

  private final ApiClient origin = TestStack.origin();

  @ParameterizedTest
  @ValueSource(strings = {"/", "/?utm_source=mail", "/docs"})
  void shouldServePagesOfHtmlThatLoadNothing(String path) {
    Reply page = origin.get(path);

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(page.header("Content-Security-Policy").orElse("")).startsWith("default-src 'none';");
    assertThat(page.header("Cache-Control").orElse("")).startsWith("public");
    assertThat(page.text()).contains("Marcado", "</html>");
  }

  @Test
  void shouldServeTheContractOfTheProject() throws IOException {
    assertThat(origin.get("/openapi.yaml").text())
        .isEqualTo(Files.readString(ProjectRoot.find().resolve("openapi.yaml")));
  }

  @Test
  void shouldTellThatItLivesAndCanWork() {
    assertThat(origin.get("/health").expect(200).path("status").asText()).isEqualTo("UP");
    assertThat(origin.get("/ready").expect(200).path("status").asText()).isEqualTo("UP");
  }

  @Test
  void shouldNotFindWhatNobodyDeclared() {
    ApiClient visitor = TestStack.business().visitor();

    for (Reply reply :
        List.of(
            origin.get("/docs/nothing?x=1"),
            origin.delete("/tenants"),
            visitor.get("/nothing"),
            visitor.get("/health"),
            visitor.post("/tenants", Map.of()),
            visitor.post("/nothing", Map.of("phone", "+5511999990001")),
            visitor.post("/nothing", "no JSON"))) {
      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.code()).isEqualTo("no-such-route");
      assertThat(reply.header("Content-Type")).contains("application/problem+json");
      assertThat(reply.header("X-Trace-Id")).isPresent();
    }
  }

  @Test
  void shouldLetOnlyPagesReadThatTheBusinessNames() {
    SignedUp shop = TestStack.business();
    shop.owner().patch("/settings", Map.of("corsOrigins", List.of(PAGE))).expect(200);

    Reply allowed = preflight(shop.visitor(), PAGE);
    Reply other = preflight(shop.visitor(), "https://evil.example.com");
    Reply answer = shop.visitor().with("Origin", PAGE).get("/services");

    assertThat(allowed.status()).isEqualTo(204);
    assertThat(allowed.text()).isEmpty();
    assertThat(allowed.header("Access-Control-Allow-Origin")).contains(PAGE);
    assertThat(allowed.header("Access-Control-Allow-Headers").orElse(""))
        .contains("Authorization", "Idempotency-Key", "If-Match");
    assertThat(allowed.header("Vary")).contains("Origin");
    assertThat(other.status()).isEqualTo(204);
    assertThat(other.header("Access-Control-Allow-Origin")).isEmpty();
    assertThat(answer.header("Access-Control-Allow-Origin")).contains(PAGE);
  }

  private static Reply preflight(ApiClient client, String page) {
    return client
        .with("Origin", page)
        .with("Access-Control-Request-Method", "GET")
        .send("OPTIONS", "/bookings?from=2026-11-23&to=2026-11-29", BodyPublishers.noBody());
  }
}
