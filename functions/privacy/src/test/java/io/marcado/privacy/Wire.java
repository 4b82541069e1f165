package io.marcado.privacy;

import io.marcado.local.http.HttpServer;
import io.marcado.local.http.Reply;
import io.marcado.local.http.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What lies between a function and its table: it can be cut at any request, as by a kill. */
final class Wire {
  private static final int LIMIT = 20_000_000;

  /** Of a kind that nobody repeats, so that the function ends there. */
  private static final Reply CUT =
      Reply.of(
          400,
          "application/x-amz-json-1.0",
          "{\"__type\":\"com.amazonaws.dynamodb.v20120810#AccessDeniedException\"}");

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI table;
  private final HttpServer server;
  private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
  private volatile boolean lastIsHeard;

  Wire(URI table) {
    this.table = table;
    try {
      server = HttpServer.start(HttpServer.LOOPBACK, 0, LIMIT, CUT, this::answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI address() {
    return server.address();
  }

  /**
   * Lets so many requests pass, and nothing after them.
   *
   * @param heard true when the table still hears the next one, whose answer is lost
   */
  void cutAfter(int requests, boolean heard) {
    left.set(requests);
    lastIsHeard = heard;
  }

  /** Lets everything pass; true when something was cut off since. */
  boolean mend() {
    return left.getAndSet(Integer.MAX_VALUE) < 0;
  }

  private Reply answer(Request request) {
    int before = left.getAndDecrement();
    if (before < 0 || (before == 0 && !lastIsHeard)) {
      return CUT;
    }
    Reply reply = forward(request);
    return before == 0 ? CUT : reply;
  }

  private Reply forward(Request request) {
    HttpRequest.Builder forwarded =
        HttpRequest.newBuilder(table)
            .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body()));
    for (String name : List.of("content-type", "x-amz-target", "authorization", "x-amz-date")) {
      request.header(name).ifPresent(value -> forwarded.header(name, value));
    }
    try {
      HttpResponse<byte[]> response =
          http.send(forwarded.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Reply(
          response.statusCode(),
          Map.of("Content-Type", List.of("application/x-amz-json-1.0")),
          response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
