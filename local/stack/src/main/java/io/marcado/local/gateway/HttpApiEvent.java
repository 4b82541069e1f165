package io.marcado.local.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.local.http.Request;
import io.marcado.local.template.Surroundings;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes the event that an HTTP API sends to a function: payload format 2.0. */
final class HttpApiEvent {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter REQUEST_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT);
  private static final Pattern TEXT =
      Pattern.compile("text/.*|application/(json|javascript|xml)|application/.*\\+(json|xml)");

  private HttpApiEvent() {}

  /**
   * @param routeKey {@code GET /bookings/{bookingId}} or {@code $default}
   * @param encodedPathParameters as they stand in the path
   */
  static byte[] write(
      Request request,
      Stage stage,
      String routeKey,
      Map<String, String> encodedPathParameters,
      String requestId,
      Instant now) {
    ObjectNode event = JSON.createObjectNode();
    event.put("version", "2.0");
    event.put("routeKey", routeKey);
    event.put("rawPath", request.path());
    event.put("rawQueryString", request.query());
    cookies(event, request);
    headers(event, request, requestId, now);
    query(event, request.query());
    context(event.putObject("requestContext"), request, stage, routeKey, requestId, now);
    if (!encodedPathParameters.isEmpty()) {
      ObjectNode parameters = event.putObject("pathParameters");
      encodedPathParameters.forEach((name, value) -> parameters.put(name, decodePath(value)));
    }
    body(event, request);
    if (!stage.variables().isEmpty()) {
      ObjectNode variables = event.putObject("stageVariables");
      stage.variables().forEach(variables::put);
    }
    return bytes(event);
  }

  private static void cookies(ObjectNode event, Request request) {
    List<String> headers = request.headers().getOrDefault("cookie", List.of());
    if (!headers.isEmpty()) {
      ArrayNode cookies = event.putArray("cookies");
      for (String header : headers) {
        for (String cookie : header.split(";\\s*", -1)) {
          cookies.add(cookie);
        }
      }
    }
  }

  private static void headers(ObjectNode event, Request request, String requestId, Instant now) {
    ObjectNode headers = event.putObject("headers");
    request
        .headers()
        .forEach(
            (name, values) -> {
              if (!name.equals("cookie")) {
                headers.put(name, String.join(",", values));
              }
            });
    headers.put(
        "x-forwarded-for",
        request
            .header("x-forwarded-for")
            .map(forwarded -> forwarded + ", " + request.remoteAddress())
            .orElse(request.remoteAddress()));
    headers.put("x-forwarded-proto", "http");
    if (!headers.has("x-amzn-trace-id")) {
      headers.put(
          "x-amzn-trace-id",
          "Root=1-%08x-%s"
              .formatted(now.getEpochSecond(), requestId.replace("-", "").substring(0, 24)));
    }
    if (request.body().length > 0 && !headers.has("content-length")) {
      headers.put("content-length", String.valueOf(request.body().length));
    }
  }

  private static void query(ObjectNode event, String query) {
    if (query.isEmpty()) {
      return;
    }
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : query.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decodeQuery(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decodeQuery(pair.substring(equals + 1));
        values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
      }
    }
    if (!values.isEmpty()) {
      ObjectNode parameters = event.putObject("queryStringParameters");
      values.forEach((name, list) -> parameters.put(name, String.join(",", list)));
    }
  }

  private static void context(
      ObjectNode context,
      Request request,
      Stage stage,
      String routeKey,
      String requestId,
      Instant now) {
    String domain = request.header("host").orElse("localhost");
    context.put("accountId", Surroundings.ACCOUNT);
    context.put("apiId", stage.apiId());
    context.put("domainName", domain);
    context.put("domainPrefix", domain.split("[.:]", 2)[0]);
    ObjectNode http = context.putObject("http");
    http.put("method", request.method());
    http.put("path", request.path());
    http.put("protocol", request.protocol());
    http.put("sourceIp", request.remoteAddress());
    http.put("userAgent", request.header("user-agent").orElse(""));
    context.put("requestId", requestId);
    context.put("routeKey", routeKey);
    context.put("stage", stage.name());
    context.put("time", REQUEST_TIME.format(now.atOffset(ZoneOffset.UTC)));
    context.put("timeEpoch", now.toEpochMilli());
  }

  private static void body(ObjectNode event, Request request) {
    if (request.body().length == 0) {
      event.put("isBase64Encoded", false);
      return;
    }
    String type =
        request
            .header("content-type")
            .map(value -> value.split(";", 2)[0].trim().toLowerCase(Locale.ROOT))
            .orElse("text/plain");
    if (TEXT.matcher(type).matches() && isUtf8(request.body())) {
      event.put("body", request.text());
      event.put("isBase64Encoded", false);
    } else {
      event.put("body", Base64.getEncoder().encodeToString(request.body()));
      event.put("isBase64Encoded", true);
    }
  }

  private static boolean isUtf8(byte[] body) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }

  private static String decodeQuery(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return value; // A stray percent sign goes through as it is.
    }
  }

  /** As in a query, except that a plus sign is a plus sign. */
  static String decodePath(String value) {
    return decodeQuery(value.replace("+", "%2B"));
  }

  private static byte[] bytes(ObjectNode event) {
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }
}
