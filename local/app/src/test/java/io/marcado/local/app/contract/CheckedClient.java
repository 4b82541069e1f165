package io.marcado.local.app.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import io.marcado.platform.json.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends requests, and compares every answer with openapi.yaml. */
public final class CheckedClient {
  private static final OpenApiInteractionValidator VALIDATOR =
      OpenApiInteractionValidator.createForInlineApiSpecification(Documents.text(Contract.FILE))
          .withBasePathOverride("/")
          .build();

  private static final Optional<String> ANY = Optional.of("*");

  private final ApiClient client;

  public CheckedClient(ApiClient client) {
    this.client = client;
  }

  /** The same client with a header more. */
  public CheckedClient with(String name, String value) {
    return new CheckedClient(client.with(name, value));
  }

  public Reply get(String path) {
    return checked(Request.Method.GET, path, client.get(path));
  }

  public Reply delete(String path) {
    return checked(Request.Method.DELETE, path, client.delete(path));
  }

  /** Sends a body: text as it is, anything else as JSON. */
  public Reply delete(String path, Object body) {
    return checked(Request.Method.DELETE, path, client.delete(path, body));
  }

  /** Sends a body: text as it is, anything else as JSON. */
  public Reply post(String path, Object body) {
    return checked(Request.Method.POST, path, client.post(path, body));
  }

  public Reply put(String path, Object body) {
    return checked(Request.Method.PUT, path, client.put(path, body));
  }

  public Reply patch(String path, Object body) {
    return checked(Request.Method.PATCH, path, client.patch(path, body));
  }

  /** Any method, with or without a body. */
  public Reply send(String method, String path, Optional<Object> body) {
    return checked(
        Request.Method.valueOf(method),
        path,
        client.send(
            method,
            path,
            body.map(Json::write).map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody)));
  }

  private static Reply checked(Request.Method method, String path, Reply reply) {
    SimpleResponse.Builder response = SimpleResponse.Builder.status(reply.status());
    reply.headers().map().forEach((name, values) -> response.withHeader(name, values));
    if (!reply.text().isEmpty()) {
      response.withBody(reply.text());
    }
    assertAgreed(method, path, response, reply.text());
    assertSafe(method + " " + path, reply);
    return reply;
  }

  /** Compares an answer that another client got with openapi.yaml. */
  public static void assertAgreed(
      String method, String path, int status, String contentType, String text) {
    SimpleResponse.Builder response = SimpleResponse.Builder.status(status);
    if (!text.isEmpty()) {
      response.withContentType(contentType).withBody(text);
    }
    assertAgreed(Request.Method.valueOf(method), path, response, text);
  }

  private static void assertAgreed(
      Request.Method method, String path, SimpleResponse.Builder response, String text) {
    assertThat(
            VALIDATOR
                .validateResponse(path.replaceFirst("\\?.*", ""), method, response.build())
                .getMessages())
        .as("%s %s: %s", method, path, text)
        .isEmpty();
  }

  /** What every answer of a function has for browsers, and what none has. */
  private static void assertSafe(String request, Reply reply) {
    Map<String, List<String>> headers = reply.headers().map();
    assertThat(headers.keySet())
        .as(request)
        .doesNotContain("set-cookie", "access-control-allow-credentials", "x-powered-by", "server")
        .contains(
            "x-trace-id",
            "cache-control",
            "content-security-policy",
            "cross-origin-resource-policy",
            "permissions-policy",
            "referrer-policy",
            "strict-transport-security",
            "vary");
    assertThat(reply.header("X-Content-Type-Options")).as(request).hasValue("nosniff");
    assertThat(reply.header("Access-Control-Allow-Origin")).as(request).isNotEqualTo(ANY);
  }
}
