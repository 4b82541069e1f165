package io.marcado.local.app.meter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.local.http.HttpServer;
import io.marcado.local.http.Reply;
import io.marcado.local.http.Request;
import io.marcado.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Stands between functions and their table and counts what each request costs on AWS, by the
 * published formulas and the sizes of the items: not by what an emulator says. It sees what goes
 * over the wire, so a retry is a round trip more. One request at a time is measured rightly, since
 * it looks at items before and after they are written.
 */
public final class CapacityMeter implements AutoCloseable {
  private static final String TARGET = "x-amz-target";
  private static final String VERSION = "DynamoDB_20120810.";
  private static final double READ_UNIT = 4096;
  private static final double WRITE_UNIT = 1024;
  private static final List<Index> INDEXES =
      List.of(new Index("g1pk", "g1sk"), new Index("g2pk", "g2sk"));

  /** Headers that the HTTP client sets by itself. */
  private static final Set<String> OWN_HEADERS =
      Set.of("host", "content-length", "connection", "expect", "upgrade", "transfer-encoding");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI table;
  private final HttpServer server;
  private final List<Operation> operations = new ArrayList<>();

  /** The key attributes of an index with all attributes projected. */
  private record Index(String partition, String sort) {}

  private CapacityMeter(URI table) throws IOException {
    this.table = table;
    this.server =
        HttpServer.start(0, 16 * 1024 * 1024, Reply.json(413, "{}"), request -> forward(request));
  }

  /**
   * Starts a meter.
   *
   * @param table endpoint of DynamoDB or its emulator
   */
  public static CapacityMeter start(URI table) throws IOException {
    return new CapacityMeter(table);
  }

  /** Where functions find the table: AWS_ENDPOINT_URL_DYNAMODB. */
  public URI endpoint() {
    return server.address();
  }

  /** What was used since it was asked last. */
  public synchronized Usage take() {
    Usage usage = new Usage(operations);
    operations.clear();
    return usage;
  }

  @Override
  public void close() {
    server.close();
  }

  private synchronized Reply forward(Request request) {
    String operation = request.header(TARGET).orElse("").replace(VERSION, "");
    JsonNode asked = Json.read(request.text(), JsonNode.class);
    List<Written> writes = writes(operation, asked);
    writes.forEach(write -> write.before = item(request, asked, write));
    HttpResponse<byte[]> response = send(request, request.body());
    JsonNode answer =
        Json.read(new String(response.body(), StandardCharsets.UTF_8), JsonNode.class);
    boolean done = response.statusCode() == 200;
    if (done) {
      writes.forEach(write -> write.after = item(request, asked, write));
    }
    operations.add(count(operation, asked, answer, writes, done));
    return reply(response);
  }

  /** An item that a request writes, as it was and as it is. */
  private static final class Written {
    final String tableName;
    final JsonNode key;

    /** What would be put; for a refused write nobody knows more. */
    final JsonNode put;

    JsonNode before = JsonNodeFactory.instance.objectNode();
    JsonNode after = JsonNodeFactory.instance.objectNode();

    Written(String tableName, JsonNode key, JsonNode put) {
      this.tableName = tableName;
      this.key = key;
      this.put = put;
    }

    /** Each write costs by the larger of old and new. */
    int units() {
      int size = Math.max(Math.max(ItemSize.of(before), ItemSize.of(after)), ItemSize.of(put));
      return Math.max(1, (int) Math.ceil(size / WRITE_UNIT));
    }
  }

  private static List<Written> writes(String operation, JsonNode asked) {
    List<Written> writes = new ArrayList<>();
    switch (operation) {
      case "PutItem", "UpdateItem", "DeleteItem" -> writes.add(written(asked));
      case "TransactWriteItems" ->
          asked
              .path("TransactItems")
              .forEach(item -> item.properties().forEach(part -> writes.add(written(part.getValue()))));
      default -> {}
    }
    return writes;
  }

  private static Written written(JsonNode write) {
    JsonNode put = write.path("Item");
    ObjectNode key = JsonNodeFactory.instance.objectNode();
    JsonNode attributes = put.isMissingNode() ? write.path("Key") : put;
    key.set("pk", attributes.path("pk"));
    key.set("sk", attributes.path("sk"));
    return new Written(write.path("TableName").asText(), key, put);
  }

  /** The item as it is now, read past the count. */
  private JsonNode item(Request request, JsonNode asked, Written write) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("TableName", write.tableName.isEmpty() ? asked.path("TableName").asText() : write.tableName);
    body.set("Key", write.key);
    body.put("ConsistentRead", true);
    Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
    headers.put(TARGET, List.of(VERSION + "GetItem"));
    Request read =
        new Request(
            request.method(),
            request.path(),
            request.query(),
            request.protocol(),
            headers,
            new byte[0],
            request.remoteAddress());
    HttpResponse<byte[]> response =
        send(read, body.toString().getBytes(StandardCharsets.UTF_8));
    return Json.read(new String(response.body(), StandardCharsets.UTF_8), JsonNode.class)
        .path("Item");
  }

  private HttpResponse<byte[]> send(Request request, byte[] body) {
    HttpRequest.Builder copy =
        HttpRequest.newBuilder(table).method(request.method(), BodyPublishers.ofByteArray(body));
    request
        .headers()
        .forEach(
            (name, values) -> {
              if (!OWN_HEADERS.contains(name)) {
                values.forEach(value -> copy.header(name, value));
              }
            });
    try {
      return http.send(copy.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static Reply reply(HttpResponse<byte[]> response) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!OWN_HEADERS.contains(name)) {
                headers.put(name, values);
              }
            });
    return new Reply(response.statusCode(), headers, response.body());
  }

  private static Operation count(
      String operation, JsonNode asked, JsonNode answer, List<Written> writes, boolean done) {
    return switch (operation) {
      case "GetItem" ->
          read(operation, 1, single(ItemSize.of(answer.path("Item"))), isConsistent(asked));
      case "BatchGetItem" -> batch(operation, asked, answer);
      case "Query" -> {
        int bytes = 0;
        for (JsonNode item : answer.path("Items")) {
          bytes += ItemSize.of(item);
        }
        yield read(operation, answer.path("Count").asInt(), single(bytes), isConsistent(asked));
      }
      case "PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems" -> {
        // A transaction writes each item twice: to prepare, and to commit.
        int times = operation.startsWith("Transact") ? 2 : 1;
        int units = writes.stream().mapToInt(Written::units).sum() * times;
        int entries = 0;
        int indexUnits = 0;
        if (done) {
          for (Written write : writes) {
            for (Index index : INDEXES) {
              int changed = entries(index, write);
              entries += changed;
              indexUnits += changed * write.units();
            }
          }
        }
        yield new Operation(operation, writes.size(), 0, units, entries, indexUnits, !done);
      }
      default -> throw new IllegalStateException("what does " + operation + " cost?");
    };
  }

  private static Operation batch(String operation, JsonNode asked, JsonNode answer) {
    int keys = 0;
    double units = 0;
    for (Map.Entry<String, JsonNode> table : asked.path("RequestItems").properties()) {
      double price = isConsistent(table.getValue()) ? 1 : 0.5;
      int missing = table.getValue().path("Keys").size();
      keys += missing;
      for (JsonNode item : answer.path("Responses").path(table.getKey())) {
        units += single(ItemSize.of(item)) * price;
        missing--;
      }
      units += missing * price;
    }
    return new Operation(operation, keys, units, 0, 0, 0, false);
  }

  private static Operation read(String operation, int items, int units, boolean consistent) {
    return new Operation(operation, items, consistent ? units : units / 2.0, 0, 0, 0, false);
  }

  /** Also what is not there costs a unit. */
  private static int single(int bytes) {
    return Math.max(1, (int) Math.ceil(bytes / READ_UNIT));
  }

  private static boolean isConsistent(JsonNode asked) {
    return asked.path("ConsistentRead").asBoolean();
  }

  /** An entry that moves is deleted and put again; one whose item stays the same is left alone. */
  private static int entries(Index index, Written write) {
    boolean was = write.before.has(index.partition());
    boolean is = write.after.has(index.partition());
    if (was && is) {
      boolean moved =
          !Objects.equals(
                  write.before.get(index.partition()), write.after.get(index.partition()))
              || !Objects.equals(write.before.get(index.sort()), write.after.get(index.sort()));
      return moved ? 2 : write.before.equals(write.after) ? 0 : 1;
    }
    return was || is ? 1 : 0;
  }
}
