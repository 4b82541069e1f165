package io.marcado.local.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request, read whole.
 *
 * @param path as sent, still percent-encoded
 * @param query as sent, without the question mark; empty for none
 * @param headers by lower-case name, values in the order they came
 */
public record Request(
    String method,
    String path,
    String query,
    String protocol,
    Map<String, List<String>> headers,
    byte[] body,
    String remoteAddress) {

  /** The first value. */
  public Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName)).map(List::getFirst);
  }

  public String text() {
    return new String(body, UTF_8);
  }
}
