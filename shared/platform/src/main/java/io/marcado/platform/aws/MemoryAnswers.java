package io.marcado.platform.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.platform.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * What AWS would answer to a primed function, so that its path is run to the end: a table that
 * holds what the sample events speak of, and services that take whatever they are given.
 *
 * <p>Each capability puts its items, one a line in DynamoDB's JSON, into a resource of this name.
 */
final class MemoryAnswers {
  private static final String ITEMS = "META-INF/marcado/sample-items.jsonl";
  private static final String NOTHING = "{}";

  private final List<JsonNode> items;

  private boolean contended;

  /** A body with its status and media type. */
  record Answer(int status, String mediaType, String body) {}

  MemoryAnswers() {
    items = read();
  }

  Answer to(HttpExecuteRequest request) {
    SdkHttpRequest http = request.httpRequest();
    String target = http.firstMatchingHeader("X-Amz-Target").orElse("");
    String operation = target.substring(target.lastIndexOf('.') + 1);
    if (target.startsWith("DynamoDB_")) {
      JsonNode asked = Json.read(body(request), JsonNode.class);
      return operation.equals("TransactWriteItems") && !contended
          ? contention(asked)
          : json(table(operation, asked).toString());
    }
    if (operation.equals("PutEvents")) {
      return json("{\"FailedEntryCount\":0,\"Entries\":[{\"EventId\":\"sample\"}]}");
    }
    if (operation.equals("GetSecretValue")) {
      return json("{\"SecretString\":\"sample\"}");
    }
    if (http.encodedPath().endsWith("/outbound-emails")) {
      return json("{\"MessageId\":\"sample\"}");
    }
    if (http.encodedPath().endsWith("/messages")) {
      return json("{\"messages\":[{\"id\":\"sample\"}]}");
    }
    if (body(request).contains("Action=Publish&")) {
      return new Answer(
          200,
          "text/xml",
          "<PublishResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishResult>"
              + "<MessageId>sample</MessageId></PublishResult><ResponseMetadata>"
              + "<RequestId>sample</RequestId></ResponseMetadata></PublishResponse>");
    }
    return json(NOTHING);
  }

  private static Answer json(String body) {
    return new Answer(200, "application/x-amz-json-1.0", body);
  }

  /**
   * The first transaction meets another one, so that refusals are read before the snapshot, too.
   */
  private Answer contention(JsonNode asked) {
    contended = true;
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("__type", "com.amazonaws.dynamodb.v20120810#TransactionCanceledException");
    answer.put("Message", "sample");
    ArrayNode reasons = answer.putArray("CancellationReasons");
    asked
        .path("TransactItems")
        .forEach(_ -> reasons.addObject().put("Code", "TransactionConflict"));
    return new Answer(400, "application/x-amz-json-1.0", answer.toString());
  }

  private JsonNode table(String operation, JsonNode asked) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    switch (operation) {
      case "GetItem" -> put(answer, "Item", found(asked.path("Key")));
      case "UpdateItem" -> put(answer, "Attributes", found(asked.path("Key")));
      case "BatchGetItem" -> {
        ObjectNode responses = answer.putObject("Responses");
        for (Map.Entry<String, JsonNode> table : asked.path("RequestItems").properties()) {
          ArrayNode list = responses.putArray(table.getKey());
          table.getValue().path("Keys").forEach(key -> list.addAll(found(key)));
        }
        answer.putObject("UnprocessedKeys");
      }
      case "Query" -> {
        List<JsonNode> selected = selected(asked);
        answer.putArray("Items").addAll(selected);
        answer.put("Count", selected.size());
        answer.put("ScannedCount", selected.size());
      }
      default -> {} // It takes all writes, and forgets them.
    }
    return answer;
  }

  private static void put(ObjectNode answer, String name, List<JsonNode> found) {
    found.forEach(item -> answer.set(name, item));
  }

  private List<JsonNode> found(JsonNode key) {
    return items.stream()
        .filter(
            item ->
                item.path("pk").equals(key.path("pk")) && item.path("sk").equals(key.path("sk")))
        .limit(1)
        .toList();
  }

  private List<JsonNode> selected(JsonNode query) {
    String prefix =
        switch (query.path("IndexName").asText("")) {
          case "GSI1" -> "g1";
          case "GSI2" -> "g2";
          default -> "";
        };
    JsonNode values = query.path("ExpressionAttributeValues");
    String from = values.path(":from").path("S").asText("");
    String to = values.path(":to").path("S").asText("\uffff");
    return items.stream()
        .filter(item -> item.path(prefix + "pk").equals(values.path(":pk")))
        .filter(
            item -> {
              String sort = item.path(prefix + "sk").path("S").asText();
              return from.compareTo(sort) <= 0 && sort.compareTo(to) <= 0;
            })
        .toList();
  }

  private static String body(HttpExecuteRequest request) {
    return request
        .contentStreamProvider()
        .map(
            provider -> {
              try (InputStream body = provider.newStream()) {
                return new String(body.readAllBytes(), StandardCharsets.UTF_8);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .orElse("");
  }

  private static List<JsonNode> read() {
    List<JsonNode> items = new ArrayList<>();
    try {
      for (URL resource :
          Collections.list(MemoryAnswers.class.getClassLoader().getResources(ITEMS))) {
        try (InputStream lines = resource.openStream()) {
          new String(lines.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .forEach(line -> items.add(Json.read(line, JsonNode.class)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return items;
  }
}
