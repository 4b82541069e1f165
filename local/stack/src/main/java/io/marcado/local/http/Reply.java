package io.marcado.local.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;

/** An answer; header names as they go out. */
public record Reply(int status, Map<String, List<String>> headers, byte[] body) {

  public static Reply of(int status, String contentType, String body) {
    return new Reply(status, Map.of("Content-Type", List.of(contentType)), body.getBytes(UTF_8));
  }

  public static Reply json(int status, String body) {
    return of(status, "application/json", body);
  }
}
