package io.marcado.local.app.security;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.client.Reply;
import java.util.Optional;

/**
 * What a request is about.
 *
 * @param version for If-Match, as the answer gave it
 * @param manageToken of a guest's booking or hold
 */
record Thing(String id, Optional<String> version, Optional<String> manageToken) {

  /** Whose it is, seen by who asks. */
  enum Relation {
    OWN,
    OTHERS,
    /** The owner of the business, when the thing is a person. */
    OWNERS,
    ELSEWHERE,
    DELETED
  }

  static Thing of(String id) {
    return new Thing(id, Optional.empty(), Optional.empty());
  }

  /** What an answer tells of, by the field with its id. */
  static Thing of(Reply reply, String field) {
    JsonNode id = reply.json().path(field);
    if (!id.isTextual()) {
      throw new IllegalStateException("no " + field + ": " + reply.status() + " " + reply.text());
    }
    return new Thing(
        id.asText(),
        reply.header("ETag"),
        Optional.ofNullable(reply.json().path("manageToken").textValue())
            .or(() -> Optional.ofNullable(reply.json().path("holdToken").textValue())));
  }
}
