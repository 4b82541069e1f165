package io.marcado.local.app.generate;

import static io.marcado.local.app.contract.Documents.at;
import static io.marcado.local.app.contract.Documents.map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.marcado.local.app.contract.Contract;
import io.marcado.local.app.contract.Contract.Operation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The event by which API Gateway would call the function of an operation, made of the contract's
 * examples. It has the body's example, every required parameter, and every optional parameter that
 * has an {@code example} of its own beside its schema. Where an operation needs another value, its
 * {@code x-marcado-example} has it by the parameter's name.
 */
final class SampleEvents {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DefaultPrettyPrinter PRETTY =
      new DefaultPrettyPrinter(
              Separators.createDefaultInstance()
                  .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                  .withObjectEmptySeparator(""))
          .withObjectIndenter(new DefaultIndenter("  ", "\n"));

  /** The token of Priming's sample person; no key signed it. */
  private static final String TOKEN =
      "eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJFUzI1NiIsImtpZCI6InNhbXBsZSJ9.eyJpc3MiOiJodHRwOi8vbG9jYWxob3N0"
          + "OjMwMDAiLCJhdWQiOiJrM3ZxN2QyaG14dzVyYTZ0Iiwic3ViIjoiYzVsbW50N2UzcDJxNnJ5eiIsInNpZCI6InNh"
          + "bXBsZSIsInV2IjoxLCJleHAiOjB9.c2FtcGxlLXNpZ25hdHVyZS1ieS1ub2JvZHkuLi4uLi4uLi4uLi4uLi4uLi4u"
          + "Li4uLi4uLi4uLi4uLi4uLi4uLg";

  private final Contract contract;

  SampleEvents(Contract contract) {
    this.contract = contract;
  }

  /** The event of an operation, as {@code events/<Operation>.json} has it. */
  String of(Operation operation) {
    boolean isOrigin = operation.base().equals("origin");
    String stage = isOrigin ? "$default" : "demo";
    String api = isOrigin ? "or1g1n4pi7" : "r4nd0m2e55";
    String host = api + ".execute-api.us-east-1.amazonaws.com";
    Map<String, String> inPath = parameters(operation, "path");
    Map<String, String> inQuery = parameters(operation, "query");
    String path = isOrigin ? operation.path() : "/" + stage + operation.path();
    for (Map.Entry<String, String> parameter : inPath.entrySet()) {
      path = path.replace("{" + parameter.getKey() + "}", parameter.getValue());
    }

    Map<String, Object> http = new LinkedHashMap<>();
    http.put("method", operation.method());
    http.put("path", path);
    http.put("protocol", "HTTP/1.1");
    http.put("sourceIp", "203.0.113.7");
    http.put("userAgent", "curl/8.5.0");

    Map<String, Object> context = new LinkedHashMap<>();
    context.put("accountId", "000000000000");
    context.put("apiId", api);
    context.put("domainName", host);
    context.put("domainPrefix", api);
    context.put("http", http);
    context.put("requestId", "JKJaXmPLvHcESHA=");
    context.put("routeKey", operation.routeKey());
    context.put("stage", stage);
    context.put("time", "20/Nov/2026:12:00:00 +0000");
    context.put("timeEpoch", 1795176000000L);

    Map<String, Object> event = new LinkedHashMap<>();
    event.put("version", "2.0");
    event.put("routeKey", operation.routeKey());
    event.put("rawPath", path);
    event.put("rawQueryString", query(inQuery));
    event.put("headers", headers(operation, host));
    if (!inQuery.isEmpty()) {
      event.put("queryStringParameters", inQuery);
    }
    event.put("requestContext", context);
    if (!inPath.isEmpty()) {
      event.put("pathParameters", inPath);
    }
    if (!isOrigin) {
      event.put("stageVariables", Map.of("tenant", "k3vq7d2hmxw5ra6t"));
    }
    Object body = contract.bodyExample(operation);
    if (body != null) {
      event.put("body", json(body));
    }
    event.put("isBase64Encoded", false);
    return pretty(event);
  }

  private Map<String, String> headers(Operation operation, String host) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("accept", "*/*");
    headers.put("host", host);
    headers.put("user-agent", "curl/8.5.0");
    headers.put("x-amzn-trace-id", "Root=1-5759e988-bd862e3fe1be46a994272793");
    headers.put("x-forwarded-for", "203.0.113.7");
    headers.put("x-forwarded-port", "443");
    headers.put("x-forwarded-proto", "https");
    parameters(operation, "header")
        .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    if (contract.bodyExample(operation) != null) {
      headers.put("content-type", "application/json");
    }
    if (!Set.of("open", "anyone", "people").contains(operation.access())) {
      headers.put("authorization", "Bearer " + TOKEN);
    }
    return headers;
  }

  private Map<String, String> parameters(Operation operation, String in) {
    Map<String, Object> own = at(operation.source(), "x-marcado-example");
    Map<String, String> values = new LinkedHashMap<>();
    for (Map<String, Object> parameter : contract.parameters(operation, in)) {
      String name = String.valueOf(parameter.get("name"));
      Object value = own.getOrDefault(name, parameter.get("example"));
      if (value == null && Boolean.TRUE.equals(parameter.get("required"))) {
        value = contract.resolve(map(parameter.get("schema"))).get("example");
        Objects.requireNonNull(value, () -> operation + " has no example of " + name);
      }
      if (value != null) {
        values.put(name, value.toString());
      }
    }
    return values;
  }

  private static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("an example that is no JSON", e);
    }
  }

  private static String pretty(Map<String, @Nullable Object> event) {
    try {
      return JSON.writer(PRETTY).writeValueAsString(event) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event is text, numbers and maps", e);
    }
  }
}
