package io.marcado.origin;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.marcado.domain.time.TzRelease;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.local.template.ProjectRoot;
import io.marcado.platform.http.HttpEndpoint;
import io.marcado.platform.lambda.FunctionHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SiteHandlersTest {
  private static final Map<String, String> VARIABLES = variables();

  @Test
  void shouldLeadFromTheLandingPageToReferenceAndContract() throws GeneralSecurityException {
    APIGatewayV2HTTPResponse page = call(GetLandingPageHandler::new, VARIABLES, "GET /");

    assertSelfContainedPage(page);
    assertThat(page.getBody()).contains("href=\"/docs\"", "href=\"/openapi.yaml\"");
  }

  @Test
  void shouldServeTheReferenceAsAPageOfItsOwn() throws GeneralSecurityException {
    APIGatewayV2HTTPResponse page = call(GetReferenceHandler::new, VARIABLES, "GET /docs");

    assertSelfContainedPage(page);
    assertThat(page.getBody()).contains("id=\"CreateTenant\"", "id=\"CreateBooking\"");
  }

  @Test
  void shouldServeTheContractOfTheProject() throws IOException {
    APIGatewayV2HTTPResponse document =
        call(GetOpenApiHandler::new, VARIABLES, "GET /openapi.yaml");

    assertThat(document.getStatusCode()).isEqualTo(200);
    assertThat(document.getHeaders().get("Content-Type")).startsWith("application/yaml");
    assertThat(document.getBody())
        .isEqualTo(Files.readString(ProjectRoot.find().resolve("openapi.yaml")));
  }

  @Test
  void shouldLiveWithoutAnythingElse() {
    APIGatewayV2HTTPResponse response =
        call(GetHealthHandler::new, Map.of("RELEASE_ID", "r1"), "GET /health");

    assertThat(response.getStatusCode()).isEqualTo(200);
    assertThat(response.getBody()).isEqualTo("{\"status\":\"UP\",\"releaseId\":\"r1\"}");
    assertThat(response.getHeaders()).containsEntry("Cache-Control", "no-store");
  }

  @Test
  void shouldBeReadyWhenTheTableAnswers() {
    APIGatewayV2HTTPResponse response = call(GetReadyHandler::new, VARIABLES, "GET /ready");

    assertThat(response.getStatusCode()).isEqualTo(200);
    assertThat(response.getBody()).contains("\"tzRelease\":\"" + TzRelease.current().name() + "\"");
  }

  @Test
  void shouldSayOnThePageByWhichRulesItReckons() {
    assertThat(call(GetLandingPageHandler::new, VARIABLES, "GET /").getBody())
        .contains("release " + TzRelease.current().name() + " of the IANA time zone database");
  }

  @Test
  void shouldNotBeReadyWhenTheTableDoesNotAnswer() {
    Map<String, String> nowhere = new HashMap<>(VARIABLES);
    nowhere.put("AWS_ENDPOINT_URL_DYNAMODB", "http://localhost:1");

    APIGatewayV2HTTPResponse response = call(GetReadyHandler::new, nowhere, "GET /ready");

    assertThat(response.getStatusCode()).isEqualTo(503);
    assertThat(response.getHeaders()).containsKey("Retry-After");
  }

  @Test
  void shouldTakeAPreflightWithTheQueryOfTheRequestToCome() {
    Map<String, String> variables = new HashMap<>(VARIABLES);
    variables.put("ORIGIN_CORS_ORIGINS", "https://www.example.com");

    APIGatewayV2HTTPResponse response = call(PreflightHandler::new, variables, "OPTIONS /{proxy+}");

    assertThat(response.getStatusCode()).isEqualTo(204);
    assertThat(response.getBody()).isNull();
    assertThat(response.getHeaders())
        .containsEntry("Access-Control-Allow-Origin", "https://www.example.com")
        .containsKeys("Access-Control-Allow-Methods", "Access-Control-Allow-Headers");
  }

  @Test
  void shouldNotFindWhatNobodyDeclared() {
    APIGatewayV2HTTPResponse response = call(NotFoundHandler::new, VARIABLES, "$default");

    assertThat(response.getStatusCode()).isEqualTo(404);
    assertThat(response.getBody()).contains("\"code\":\"no-such-route\"");
    assertThat(response.getHeaders())
        .containsEntry("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  }

  private static void assertSelfContainedPage(APIGatewayV2HTTPResponse page)
      throws GeneralSecurityException {
    assertThat(page.getStatusCode()).isEqualTo(200);
    assertThat(page.getHeaders().get("Content-Type")).isEqualTo("text/html; charset=utf-8");
    String html = page.getBody();
    assertThat(html)
        .startsWith("<!doctype html>")
        .contains("<html lang=\"en\">", "<title>", "<main")
        .doesNotContain("<script", "<link", "<img", "@import", "url(", " style=\"", "/* style.css");
    String style =
        html.substring(html.indexOf("<style>") + "<style>".length(), html.indexOf("</style>"));
    String hash =
        Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-256")
                    .digest(style.getBytes(StandardCharsets.UTF_8)));
    assertThat(page.getHeaders().get("Content-Security-Policy"))
        .startsWith("default-src 'none'; style-src 'sha256-" + hash + "';");
  }

  private static APIGatewayV2HTTPResponse call(
      Supplier<? extends HttpEndpoint> handler, Map<String, String> variables, String routeKey) {
    FunctionHost host = new FunctionHost(variables, InstantSource.system());
    HttpEndpoint endpoint = ScopedValue.where(FunctionHost.CURRENT, host).call(handler::get);
    RequestContext context = new RequestContext();
    context.setRequestId("request-1");
    APIGatewayV2HTTPEvent event = new APIGatewayV2HTTPEvent();
    event.setRouteKey(routeKey);
    event.setRequestContext(context);
    event.setHeaders(
        Map.of("origin", "https://www.example.com", "access-control-request-method", "GET"));
    event.setQueryStringParameters(Map.of("from", "2026-11-23"));
    try {
      return endpoint.handleRequest(event, null);
    } finally {
      endpoint.getApplicationContext().close();
    }
  }

  private static Map<String, String> variables() {
    Map<String, String> variables = new HashMap<>(DynamoDbLocal.shared().variables());
    variables.put("CONFIG_CACHE_SECONDS", "0");
    return variables;
  }
}
