package io.marcado.local.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.local.bus.EventBus;
import io.marcado.local.http.Reply;
import io.marcado.local.http.Request;
import io.marcado.local.template.Arns;
import io.marcado.local.template.Surroundings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** EventBridge: PutEvents. An entry that is accepted is in the queues of its targets. */
final class EventBridgeService implements AwsService {
  private static final Logger LOG = LoggerFactory.getLogger(EventBridgeService.class);
  private static final int ENTRIES = 10;
  private static final int BYTES = 256 * 1024;

  private final EventBus bus;
  private final InstantSource clock;

  EventBridgeService(EventBus bus, InstantSource clock) {
    this.bus = bus;
    this.clock = clock;
  }

  @Override
  public Reply answer(Request request) throws AwsError {
    if (!request.header("x-amz-target").orElse("").equals("AWSEvents.PutEvents")) {
      throw new AwsError(400, "UnknownOperationException", "Only PutEvents is here");
    }
    JsonNode entries = Json.body(request).path("Entries");
    if (entries.isEmpty() || entries.size() > ENTRIES) {
      throw new AwsError(400, "ValidationException", "Entries: 1 to " + ENTRIES);
    }
    int bytes = 0;
    for (JsonNode entry : entries) {
      for (String field : new String[] {"Source", "DetailType", "Detail"}) {
        bytes += entry.path(field).asText().getBytes(StandardCharsets.UTF_8).length;
      }
    }
    if (bytes > BYTES) {
      throw new AwsError(400, "ValidationException", "Total size of the entries is over 256 KB");
    }
    ObjectNode answer = Json.object();
    ArrayNode results = Json.MAPPER.createArrayNode();
    int failed = 0;
    for (JsonNode entry : entries) {
      ObjectNode result = results.addObject();
      try {
        result.put("EventId", publish(entry));
      } catch (AwsError e) {
        failed++;
        result.put("ErrorCode", e.code()).put("ErrorMessage", e.detail());
      } catch (RuntimeException e) {
        LOG.warn("An event could not be put into its queues", e);
        failed++;
        result.put("ErrorCode", "InternalFailure").put("ErrorMessage", e.toString());
      }
    }
    answer.put("FailedEntryCount", failed);
    answer.set("Entries", results);
    return Reply.of(200, "application/x-amz-json-1.1", answer.toString());
  }

  private String publish(JsonNode entry) throws AwsError {
    String id = UUID.randomUUID().toString();
    String busName = Arns.resource(entry.path("EventBusName").asText("default"));
    if (!bus.has(busName)) {
      throw new AwsError(400, "ResourceNotFoundException", "No event bus " + busName);
    }
    ObjectNode event = Json.object();
    event.put("version", "0");
    event.put("id", id);
    event.put("detail-type", required(entry, "DetailType"));
    event.put("source", required(entry, "Source"));
    event.put("account", Surroundings.ACCOUNT);
    Instant time =
        entry.path("Time").isNumber()
            ? Instant.ofEpochMilli(Math.round(entry.path("Time").asDouble() * 1000))
            : clock.instant();
    event.put("time", time.truncatedTo(ChronoUnit.SECONDS).toString());
    event.put("region", Surroundings.REGION);
    event.set("resources", entry.withArray("Resources").deepCopy());
    event.set("detail", detail(entry));
    bus.publish(busName, event.toString());
    return id;
  }

  private static JsonNode detail(JsonNode entry) throws AwsError {
    try {
      JsonNode detail = Json.MAPPER.readTree(required(entry, "Detail"));
      if (detail.isObject()) {
        return detail;
      }
    } catch (JsonProcessingException _) {
      // Falls through to the refusal.
    }
    throw new AwsError(400, "MalformedDetail", "Detail is malformed.");
  }

  private static String required(JsonNode entry, String field) throws AwsError {
    String value = entry.path(field).asText("");
    if (value.isEmpty()) {
      throw new AwsError(
          400,
          "InvalidArgument",
          "Parameter " + field + " is not valid. Reason: " + field + " is a required argument.");
    }
    return value;
  }
}
