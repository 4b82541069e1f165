package io.marcado.local.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.marcado.domain.TenantId;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.NoInput;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.lambda.FunctionHost;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose request it is, as the answers of an endpoint show it. */
class TenantLocatorTest {
  private static final Map<String, String> BY_PATH = Map.of("tenantBy", "path");
  private static final Map<String, String> BY_HOST =
      Map.of("tenantBy", "host", "hostSuffix", ".book.example.com");

  private final TenancyFixture fixture = new TenancyFixture();
  private final TenantId shop = fixture.business("FREE");
  private final TenantId rival = fixture.business("FREE");
  private final String slug = TenancyFixture.slug();
  private final String rivalSlug = TenancyFixture.slug();
  private final WhoseHandler handler = handler();

  /** Answers with the business of the request. */
  static final class WhoseHandler extends TenantEndpoint<NoInput, Map<String, String>> {
    @Override
    protected Access access() {
      return Access.open();
    }

    @Override
    protected NoInput read(RequestReader request) {
      request.query().ignoreOthers();
      return new NoInput();
    }

    @Override
    protected Answer<Map<String, String>> answer(Call call, NoInput none) {
      return Answer.ok(Map.of("tenant", call.actor().tenant().value()));
    }
  }

  @BeforeEach
  void giveSlugs() {
    fixture.give(slug, shop, "ACTIVE");
    fixture.give(rivalSlug, rival, "ACTIVE");
  }

  @Test
  void shouldTakeTheBusinessOfAStageOfItsOwnFromTheStageAlone() {
    assertIs(shop, forged(Map.of("tenant", shop.value()), rivalSlug, rivalSlug));
    assertIsNone(event(Map.of("tenant", "nobody"), slug, slug));
  }

  @Test
  void shouldTakeTheBusinessOfAStageThatIsSharedByPathFromThePathAlone() {
    assertIs(shop, forged(BY_PATH, slug, rivalSlug));
  }

  @Test
  void shouldTakeTheBusinessOfAStageThatIsSharedByHostFromTheHostAlone() {
    assertIs(shop, forged(BY_HOST, rivalSlug, slug));
  }

  @Test
  void shouldReadTheNameOfAHostInEitherCase() {
    APIGatewayV2HTTPEvent event = event(BY_HOST, "", slug);
    event.getRequestContext().setDomainName((slug + ".Book.Example.COM").toUpperCase(Locale.ROOT));

    assertIs(shop, event);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SLUG",
        "%s.",
        "%s/",
        "/%s",
        "%s%%2F",
        "%s/../%s",
        " %s",
        "%s\n",
        "%s,%s",
        "%s\u0000"
      })
  void shouldFindNoBusinessByAPathThatOnlyLooksLikeIt(String form) {
    assertIsNone(
        event(
            BY_PATH,
            form.replace("SLUG", slug.toUpperCase(Locale.ROOT)).formatted(slug, slug),
            ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "book.example.com",
        ".book.example.com",
        "%s.book.example.com.",
        "%s.book.example.com:443",
        "%s.book.example.com.evil.com",
        "%s.x.book.example.com",
        "x.%s.book.example.com",
        "%sbook.example.com",
        "%s..book.example.com"
      })
  void shouldFindNoBusinessByAHostThatOnlyLooksLikeIt(String form) {
    APIGatewayV2HTTPEvent event = event(BY_HOST, slug, "");
    event.getRequestContext().setDomainName(form.formatted(slug));

    assertIsNone(event);
  }

  @Test
  void shouldFindNoBusinessThatIsStillBeingSetUp() {
    String early = TenancyFixture.slug();
    fixture.give(early, shop, "PROVISIONING");

    assertIsNone(event(BY_PATH, early, ""));
    assertIsNone(event(BY_HOST, "", early));
  }

  @Test
  void shouldFindNoBusinessWhereTheStageSaysNothing() {
    assertIsNone(forged(Map.of(), slug, slug));
    assertIsNone(forged(Map.of("tenantBy", "header"), slug, slug));
    assertIsNone(forged(Map.of("tenantBy", "host"), slug, slug));
  }

  /** A request of one business that names another, or its slug, wherever a client can write. */
  private APIGatewayV2HTTPEvent forged(Map<String, String> stage, String path, String host) {
    APIGatewayV2HTTPEvent event = event(stage, path, host);
    Map<String, String> claims = new LinkedHashMap<>();
    for (String name : new String[] {"tenant", "tenantBy", "business", "hostSuffix"}) {
      claims.put(name, rival.value());
    }
    Map<String, String> headers = new LinkedHashMap<>(claims);
    headers.put("host", rivalSlug + ".book.example.com");
    headers.put("x-forwarded-host", rivalSlug + ".book.example.com");
    headers.put("x-forwarded-prefix", "/" + rivalSlug);
    headers.put("x-tenant", rival.value());
    event.setHeaders(headers);
    event.setQueryStringParameters(claims);
    event.setBody("{\"tenant\":\"%s\",\"business\":\"%s\"}".formatted(rival, rivalSlug));
    return event;
  }

  private static APIGatewayV2HTTPEvent event(Map<String, String> stage, String path, String host) {
    APIGatewayV2HTTPEvent event = new APIGatewayV2HTTPEvent();
    event.setRouteKey("GET /{business}/whose");
    event.setStageVariables(stage);
    event.setPathParameters(Map.of("business", path));
    event.setRequestContext(
        RequestContext.builder().withDomainName(host + ".book.example.com").build());
    return event;
  }

  private void assertIs(TenantId expected, APIGatewayV2HTTPEvent event) {
    APIGatewayV2HTTPResponse response = handler.handleRequest(event, null);

    assertThat(response.getBody()).isEqualTo("{\"tenant\":\"%s\"}".formatted(expected));
    assertThat(response.getStatusCode()).isEqualTo(200);
  }

  private void assertIsNone(APIGatewayV2HTTPEvent event) {
    APIGatewayV2HTTPResponse response = handler.handleRequest(event, null);

    assertThat(response.getBody()).contains("\"code\":\"no-such-business\"");
    assertThat(response.getStatusCode()).isEqualTo(404);
  }

  private static WhoseHandler handler() {
    Map<String, String> variables = new LinkedHashMap<>(DynamoDbLocal.shared().variables());
    variables.put("CONFIG_CACHE_SECONDS", "0");
    return ScopedValue.where(
            FunctionHost.CURRENT, new FunctionHost(variables, InstantSource.system()))
        .call(WhoseHandler::new);
  }
}
