package io.marcado.local.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.local.http.Request;
import java.io.IOException;

/** What the JSON protocols share. */
final class Json {
  static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ObjectNode body(Request request) throws AwsError {
    try {
      JsonNode body = MAPPER.readTree(request.body());
      if (body instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException _) {
      // Falls through to the refusal.
    }
    throw new AwsError(400, "SerializationException", "The body is no JSON object");
  }

  static String required(JsonNode body, String field) throws AwsError {
    JsonNode value = body.path(field);
    if (!value.isTextual() || value.asText().isEmpty()) {
      throw new AwsError(400, "ValidationException", field + " is missing");
    }
    return value.asText();
  }
}
