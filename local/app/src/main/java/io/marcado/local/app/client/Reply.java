package io.marcado.local.app.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.util.Optional;

/**
 * What the API answered.
 *
 * @param json the body; a missing node when there is none or it is no JSON
 */
public record Reply(int status, HttpHeaders headers, String text, JsonNode json) {

  /**
   * The body, when the status is the expected one.
   *
   * @throws UnexpectedReply otherwise
   */
  public JsonNode expect(int expected) {
    if (status != expected) {
      throw new UnexpectedReply(expected, this);
    }
    return json;
  }

  /** The {@code code} of a problem; empty for any other answer. */
  public String code() {
    return json.path("code").asText("");
  }

  /** A header's first value. */
  public Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  /** The API answered something else than it should have. */
  public static final class UnexpectedReply extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnexpectedReply(int expected, Reply reply) {
      super("expected %d, but was %d: %s".formatted(expected, reply.status(), reply.text()));
    }
  }
}
