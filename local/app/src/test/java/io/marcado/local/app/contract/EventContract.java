package io.marcado.local.app.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.fge.jsonschema.core.exceptions.ProcessingException;
import com.github.fge.jsonschema.core.report.LogLevel;
import com.github.fge.jsonschema.core.report.ProcessingMessage;
import com.github.fge.jsonschema.main.JsonSchemaFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What asyncapi.yaml says of events. Here a field that it does not name is a fault, though a
 * receiver ignores such.
 */
public final class EventContract {
  /** Where the document is, from the project's root. */
  public static final String FILE = "asyncapi.yaml";

  private final JsonNode document =
      new ObjectMapper().valueToTree(Documents.yaml(Documents.text(FILE)));

  public EventContract() {
    close(document.path("components"));
  }

  private static void close(JsonNode node) {
    if (node instanceof ObjectNode object && object.path("properties").isObject()) {
      object.put("additionalProperties", false);
    }
    node.forEach(EventContract::close);
  }

  /** What a webhook may get. */
  public Set<String> webhookTypes() {
    Set<String> types = new TreeSet<>();
    document.at("/channels/webhook/messages").fieldNames().forEachRemaining(types::add);
    return types;
  }

  /** A message, such as {@code booking.created}. */
  JsonNode message(String name) {
    return document.path("components").path("messages").path(name);
  }

  /** The first example of a message. */
  public JsonNode example(String name) {
    return message(name).at("/examples/0/payload");
  }

  /** The names of all messages. */
  Set<String> messages() {
    Set<String> names = new TreeSet<>();
    document.at("/components/messages").fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** The faults of a message; empty for a sound one. */
  public List<String> faults(String name, JsonNode payload) {
    List<String> faults = new ArrayList<>();
    try {
      for (ProcessingMessage message :
          JsonSchemaFactory.byDefault()
              .getJsonSchema(document, "/components/messages/" + name + "/payload")
              .validate(payload)) {
        // A warning says that a keyword checks nothing, such as the format of a date.
        if (message.getLogLevel().compareTo(LogLevel.ERROR) >= 0) {
          faults.add(message.toString());
        }
      }
    } catch (ProcessingException e) {
      throw new IllegalStateException("no message is called " + name, e);
    }
    return faults;
  }
}
