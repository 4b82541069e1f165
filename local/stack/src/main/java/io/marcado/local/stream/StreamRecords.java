package io.marcado.local.stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.local.template.Surroundings;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;

/** Writes stream records as Lambda sends them to a function. */
public final class StreamRecords {
  private static final ObjectMapper JSON = new ObjectMapper();

  private StreamRecords() {}

  /** A change as the stream API gives it, in the form of an event. */
  public static ObjectNode write(Record streamRecord, String streamArn) {
    ObjectNode node = JSON.createObjectNode();
    node.put("eventID", streamRecord.eventID());
    node.put("eventName", streamRecord.eventNameAsString());
    node.put("eventVersion", "1.1");
    node.put("eventSource", "aws:dynamodb");
    node.put("awsRegion", Surroundings.REGION);
    StreamRecord change = streamRecord.dynamodb();
    ObjectNode dynamodb = node.putObject("dynamodb");
    if (change.approximateCreationDateTime() != null) {
      dynamodb.put(
          "ApproximateCreationDateTime", change.approximateCreationDateTime().getEpochSecond());
    }
    dynamodb.set("Keys", item(change.keys()));
    if (change.hasNewImage()) {
      dynamodb.set("NewImage", item(change.newImage()));
    }
    if (change.hasOldImage()) {
      dynamodb.set("OldImage", item(change.oldImage()));
    }
    dynamodb.put("SequenceNumber", change.sequenceNumber());
    dynamodb.put("SizeBytes", change.sizeBytes());
    dynamodb.put("StreamViewType", change.streamViewTypeAsString());
    node.put("eventSourceARN", streamArn);
    if (streamRecord.userIdentity() != null) {
      node.putObject("userIdentity")
          .put("type", streamRecord.userIdentity().type())
          .put("principalId", streamRecord.userIdentity().principalId());
    }
    return node;
  }

  /** The event of a batch. */
  public static byte[] event(List<ObjectNode> records) {
    ObjectNode event = JSON.createObjectNode();
    event.putArray("Records").addAll(records);
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectNode item(Map<String, AttributeValue> item) {
    ObjectNode node = JSON.createObjectNode();
    item.forEach((name, value) -> node.set(name, value(value)));
    return node;
  }

  private static ObjectNode value(AttributeValue value) {
    ObjectNode node = JSON.createObjectNode();
    switch (value.type()) {
      case S -> node.put("S", value.s());
      case N -> node.put("N", value.n());
      case BOOL -> node.put("BOOL", value.bool());
      case NUL -> node.put("NULL", value.nul());
      case B -> node.put("B", base64(value.b().asByteArray()));
      case M -> node.set("M", item(value.m()));
      case L -> {
        ArrayNode list = node.putArray("L");
        value.l().forEach(element -> list.add(value(element)));
      }
      case SS -> strings(node.putArray("SS"), value.ss());
      case NS -> strings(node.putArray("NS"), value.ns());
      case BS ->
          strings(
              node.putArray("BS"),
              value.bs().stream().map(bytes -> base64(bytes.asByteArray())).toList());
      // DynamoDB Local leaves the type out of an empty map in its stream, and of nothing else.
      default -> node.putObject("M");
    }
    return node;
  }

  private static void strings(ArrayNode node, List<String> values) {
    values.forEach(node::add);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
