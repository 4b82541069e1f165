package io.marcado.local.app.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.marcado.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Sends requests to one base URL with a fixed set of headers. Immutable; safe for many threads. */
public final class ApiClient {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http;
  private final String base;
  private final Map<String, String> headers;
  private final Consumer<String> watcher;

  private ApiClient(
      HttpClient http, String base, Map<String, String> headers, Consumer<String> watcher) {
    this.http = http;
    this.base = base;
    this.headers = headers;
    this.watcher = watcher;
  }

  /** A client of one base URL, which paths such as {@code /services} are appended to. */
  public static ApiClient of(String base) {
    return new ApiClient(connections().build(), base, Map.of(), _ -> {});
  }

  private static HttpClient.Builder connections() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5));
  }

  /**
   * The same client at another address of this machine, as the server sees it. On Linux each
   * address that begins with 127 is one.
   */
  public ApiClient from(InetAddress address) {
    return new ApiClient(connections().localAddress(address).build(), base, headers, watcher);
  }

  /** The same connections, another base URL, no headers. */
  public ApiClient at(String otherBase) {
    return new ApiClient(http, otherBase, Map.of(), watcher);
  }

  /** The same client, which shows a watcher every JSON body that it sends or gets. */
  public ApiClient watching(Consumer<String> another) {
    return new ApiClient(http, base, headers, another);
  }

  /** The same client with a header more. */
  public ApiClient with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new ApiClient(http, base, Map.copyOf(more), watcher);
  }

  /** The same client, signed in with an access token. */
  public ApiClient as(String accessToken) {
    return with("Authorization", "Bearer " + accessToken);
  }

  /** What it sends as this header, if it does. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  public String base() {
    return base;
  }

  public Reply get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  public Reply delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  /** Sends a body: text as it is, anything else as JSON. */
  public Reply delete(String path, Object body) {
    return send("DELETE", path, json(body));
  }

  /** Sends a body: text as it is, anything else as JSON. */
  public Reply post(String path, Object body) {
    return send("POST", path, json(body));
  }

  /** Sends no body. */
  public Reply post(String path) {
    return send("POST", path, BodyPublishers.noBody());
  }

  public Reply put(String path, Object body) {
    return send("PUT", path, json(body));
  }

  public Reply patch(String path, Object body) {
    return send("PATCH", path, json(body));
  }

  /** Any method, with or without a body. */
  public Reply send(String method, String path, BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE).method(method, body);
    if (body.contentLength() != 0) {
      request.setHeader("Content-Type", "application/json");
    }
    headers.forEach(request::setHeader);
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      watcher.accept(response.body());
      return new Reply(
          response.statusCode(), response.headers(), response.body(), parsed(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + method + " " + path, e);
    }
  }

  private BodyPublisher json(Object body) {
    String json = body instanceof String text ? text : Json.write(body);
    watcher.accept(json);
    return BodyPublishers.ofString(json);
  }

  private static JsonNode parsed(String text) {
    try {
      return text.isBlank() ? MissingNode.getInstance() : Json.parse(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
