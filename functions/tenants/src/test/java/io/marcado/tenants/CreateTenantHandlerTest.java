package io.marcado.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.platform.json.Json;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateTenantHandlerTest {
  private static final TenantsContext CONTEXT = TenantsContext.with(Map.of());
  private static final CreateTenantHandler HANDLER = CONTEXT.onHost(CreateTenantHandler::new);

  @AfterAll
  static void close() {
    HANDLER.getApplicationContext().close();
    CONTEXT.close();
  }

  @Test
  void shouldAnswerWithTheBusiness() throws JsonProcessingException {
    APIGatewayV2HTTPResponse response = post(body("handler-shop"), Map.of());

    assertThat(response.getStatusCode()).isEqualTo(201);
    JsonNode tenant = Json.parse(response.getBody());
    assertThat(tenant.properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("tenantId", "slug", "baseUrl", "plan", "owner", "createdAt");
    assertThat(tenant.path("baseUrl").asText()).endsWith("/handler-shop");
    assertThat(response.getBody()).doesNotContain("correct horse");
  }

  @Test
  void shouldMarkARepetition() throws JsonProcessingException {
    Map<String, String> headers = Map.of("idempotency-key", "handler-key");

    APIGatewayV2HTTPResponse first = post(body("handler-twice"), headers);
    APIGatewayV2HTTPResponse second = post(body("handler-twice"), headers);
    APIGatewayV2HTTPResponse other = post(body("handler-other"), headers);

    assertThat(first.getHeaders()).doesNotContainKey("Idempotent-Replayed");
    assertThat(second.getStatusCode()).isEqualTo(201);
    assertThat(second.getHeaders()).containsEntry("Idempotent-Replayed", "true");
    assertThat(second.getBody()).isEqualTo(first.getBody());
    assertThat(other.getStatusCode()).isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"slug", "businessName", "template", "timeZone", "locale", "currency", "owner"})
  void shouldNameWhatIsMissingOrNull(String name) throws JsonProcessingException {
    ObjectNode without = body("handler-missing");
    without.remove(name);
    ObjectNode with = body("handler-missing");
    with.putNull(name);

    assertRefused(without, "/" + name);
    assertRefused(with, "/" + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "phone", "email", "password"})
  void shouldNameWhatIsMissingOrNullOfTheOwner(String name) throws JsonProcessingException {
    ObjectNode without = body("handler-missing");
    without.withObject("/owner").remove(name);
    ObjectNode with = body("handler-missing");
    with.withObject("/owner").putNull(name);

    assertRefused(without, "/owner/" + name);
    assertRefused(with, "/owner/" + name);
  }

  /** Each line: the pointer of a field, and a value that it must not have. */
  @ParameterizedTest
  @CsvFileSource(
      resources = "wrong-sign-ups.csv",
      delimiter = '|',
      quoteCharacter = '`',
      numLinesToSkip = 1)
  void shouldNameWhatIsWrong(String pointer, String value) throws JsonProcessingException {
    ObjectNode body = body("handler-wrong");
    int last = pointer.lastIndexOf('/');
    ((ObjectNode) body.at(pointer.substring(0, last)))
        .set(pointer.substring(last + 1), Json.parse(value));

    assertRefused(body, pointer);
  }

  @Test
  void shouldNameEverythingAtOnce() throws JsonProcessingException {
    JsonNode body = Json.parse("{\"slug\":\"docs\",\"owner\":{\"phone\":5},\"plan\":\"PRO\"}");

    assertThat(pointers(post(body, Map.of())))
        .containsExactlyInAnyOrder(
            "/slug",
            "/businessName",
            "/template",
            "/timeZone",
            "/locale",
            "/currency",
            "/owner/name",
            "/owner/phone",
            "/owner/email",
            "/owner/password",
            "/plan");
  }

  @Test
  void shouldRefuseAKeyThatIsNone() throws JsonProcessingException {
    APIGatewayV2HTTPResponse response =
        post(body("handler-bad-key"), Map.of("idempotency-key", "é"));

    assertThat(response.getStatusCode()).isEqualTo(400);
    assertNothingWritten("handler-bad-key");
  }

  private static void assertRefused(JsonNode body, String pointer) throws JsonProcessingException {
    APIGatewayV2HTTPResponse response = post(body, Map.of());

    assertThat(response.getStatusCode()).isEqualTo(400);
    assertThat(Json.parse(response.getBody()).path("code").asText()).isEqualTo("validation-failed");
    assertThat(pointers(response)).containsExactly(pointer);
    assertNothingWritten(body.path("slug").asText());
  }

  private static void assertNothingWritten(String slug) {
    ItemKey entry = ItemKey.platform("SLUG#" + slug, "SLUG");
    assertThat(CONTEXT.bean(Table.class).platform().get(entry)).isEmpty();
  }

  private static List<String> pointers(APIGatewayV2HTTPResponse response)
      throws JsonProcessingException {
    return Json.parse(response.getBody()).path("errors").findValuesAsText("pointer");
  }

  private static ObjectNode body(String slug) throws JsonProcessingException {
    ObjectNode body =
        (ObjectNode)
            Json.parse(
                """
                {"slug":"","businessName":"Barbearia Demo","template":"SERVICE_TABLE",
                 "timeZone":"America/Sao_Paulo","locale":"pt-BR","currency":"BRL",
                 "owner":{"name":"Dora Mestre","phone":"+5511999990001","email":"dora@example.com",
                          "password":"correct horse battery"}}
                """);
    return body.put("slug", slug);
  }

  private static APIGatewayV2HTTPResponse post(JsonNode body, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("content-type", "application/json");
    RequestContext.Http http = new RequestContext.Http();
    http.setMethod("POST");
    http.setSourceIp("203.0.113.9");
    RequestContext context = new RequestContext();
    context.setRequestId("request-1");
    context.setHttp(http);
    APIGatewayV2HTTPEvent event = new APIGatewayV2HTTPEvent();
    event.setRouteKey("POST /tenants");
    event.setRequestContext(context);
    event.setHeaders(all);
    event.setBody(body.toString());
    return HANDLER.handleRequest(event, null);
  }
}
