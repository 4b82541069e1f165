package io.marcado.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.marcado.local.dynamodb.DynamoDbLocal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** DynamoDB Local behind a wire on which the writes of counters may be made to fail. */
final class FaultyDynamoDb implements AutoCloseable {
  /** How a write that counts something fails. */
  enum Fault {
    CONFLICT(
        "TransactionCanceledException",
        "{\"__type\":\"com.amazonaws.dynamodb.v20120810#TransactionCanceledException\","
            + "\"CancellationReasons\":[{\"Code\":\"TransactionConflict\"}]}"),
    THROTTLED(
        "ProvisionedThroughputExceededException",
        "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException\"}"),
    NO_ANSWER("", "");

    private final String type;
    private final String body;

    Fault(String type, String body) {
      this.type = type;
      this.body = body;
    }
  }

  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger failed = new AtomicInteger();
  private final HttpServer server;
  private volatile @Nullable Fault fault;

  FaultyDynamoDb() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::pass);
    server.start();
  }

  String endpoint() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** Lets all such writes fail from now on. */
  void fail(Fault next) {
    fault = next;
    failed.set(0);
  }

  /** Lets none fail any more. */
  void heal() {
    fault = null;
  }

  /** How many writes have failed since. */
  int failed() {
    return failed.get();
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      byte[] body = exchange.getRequestBody().readAllBytes();
      @Nullable Fault present = fault;
      if (present != null
          && target.matches(".*(Put|Update|Write).*")
          && new String(body, UTF_8).contains("LIMIT#")) {
        failed.incrementAndGet();
        if (present != Fault.NO_ANSWER) {
          exchange.getResponseHeaders().add("X-Amzn-ErrorType", present.type);
          answer(exchange, 400, present.body.getBytes(UTF_8));
        }
        return;
      }
      HttpRequest.Builder request =
          HttpRequest.newBuilder(DynamoDbLocal.shared().endpoint())
              .POST(BodyPublishers.ofByteArray(body));
      for (String name :
          new String[] {"X-Amz-Target", "X-Amz-Date", "Authorization", "Content-Type"}) {
        request.header(name, exchange.getRequestHeaders().getFirst(name));
      }
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      answer(exchange, response.statusCode(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
    client.close();
  }
}
