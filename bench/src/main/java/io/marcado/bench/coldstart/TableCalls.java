package io.marcado.bench.coldstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.marcado.platform.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Stands before the table and notes what a function asks of it. */
final class TableCalls implements AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String TARGET = "X-Amz-Target";

  private final HttpServer server;
  private final List<String> made = Collections.synchronizedList(new ArrayList<>());

  TableCalls(URI table) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> pass(exchange, table));
    server.start();
  }

  URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /** The operations in their order, with the number of items where there may be several. */
  List<String> made() {
    return List.copyOf(made);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void pass(HttpExchange exchange, URI table) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String target = exchange.getRequestHeaders().getFirst(TARGET);
    made.add(
        named(
            target.substring(target.indexOf('.') + 1),
            Json.read(new String(body, StandardCharsets.UTF_8), JsonNode.class)));
    HttpRequest request =
        HttpRequest.newBuilder(table)
            .header(TARGET, target)
            .header("Content-Type", exchange.getRequestHeaders().getFirst("Content-Type"))
            .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try (exchange) {
      HttpResponse<byte[]> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String named(String operation, JsonNode request) {
    int items = request.path("TransactItems").size();
    for (JsonNode keys : request.path("RequestItems")) {
      items += keys.path("Keys").size();
    }
    return items == 0 ? operation : operation + " of " + items;
  }
}
