package io.marcado.platform.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.TenantId;
import io.marcado.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.slf4j.MDC;

/** The one line of a request or message, which filters of the templates make metrics of. */
// An IDE has no file for it.
@EnabledIfSystemProperty(named = LogLines.FILE_PROPERTY, matches = ".+")
class RequestLogTest {
  private final RequestLog log = new RequestLog();
  private final String trace = UUID.randomUUID().toString();

  private static final class LoginHandler {}

  @Test
  void shouldWriteOneShortLineWithNumbersAsNumbers() throws IOException {
    MDC.put("AWSFunctionArn", "arn:aws:lambda:us-east-1:000000000000:function:x");
    try (RequestLog.Scope scope = open()) {
      scope.tenant(new TenantId("abcdabcdabcdabcd"));
      scope.finished(LoginHandler.class, 200, 12_345_678);
    } finally {
      MDC.remove("AWSFunctionArn");
    }

    JsonNode line = line();
    assertThat(line.path("status").isIntegralNumber()).isTrue();
    assertThat(line.path("status").asInt()).isEqualTo(200);
    assertThat(line.path("durationMs").isNumber()).isTrue();
    assertThat(line.path("durationMs").asDouble()).isEqualTo(12.3);
    assertThat(line.path("function").asText()).isEqualTo("Login");
    assertThat(line.path("tenant").asText()).isEqualTo("abcdabcdabcdabcd");
    assertThat(line.path("requestId").asText()).isEqualTo("r1");
    assertThat(line.has("problem")).isFalse();
    assertThat(line.has("AWSFunctionArn")).isFalse();
    assertThat(line.toString()).contains("\"status\":200,").hasSizeLessThan(300);
  }

  @Test
  void shouldSayWhatWasRefused() throws IOException {
    try (RequestLog.Scope scope = open()) {
      scope.problem("slot-taken");
      scope.finished(LoginHandler.class, 409, 1);
    }

    assertThat(line().path("tenant").asText()).isEqualTo("origin");
    assertThat(line().path("status").asInt()).isEqualTo(409);
    assertThat(line().path("problem").asText()).isEqualTo("slot-taken");
  }

  private RequestLog.Scope open() {
    return log.open(Optional.empty(), "r1", trace);
  }

  private JsonNode line() throws IOException {
    Path file = Path.of(System.getProperty(LogLines.FILE_PROPERTY));
    List<String> lines =
        Files.readString(file, UTF_8).lines().filter(line -> line.contains(trace)).toList();
    assertThat(lines).hasSize(1);
    return Json.parse(lines.getFirst());
  }
}
