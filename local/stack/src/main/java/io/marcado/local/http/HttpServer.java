package io.marcado.local.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty, with one virtual thread a request and requests read whole. */
public final class HttpServer implements AutoCloseable {
  /** The interface that only this machine reaches. */
  public static final String LOOPBACK = "127.0.0.1";

  /**
   * Jetty cuts off a connection that carries nothing for so long. Its own 30 s would take away the
   * answers of a machine that is busy: longer than any client of ours waits.
   */
  private static final Duration IDLE = Duration.ofSeconds(90);

  private final Server server;
  private final URI address;

  private HttpServer(Server server, URI address) {
    this.server = server;
    this.address = address;
  }

  /**
   * Answers from now on.
   *
   * @param host the address of the interface to listen on, such as {@value #LOOPBACK}
   * @param port 0 = any free one
   * @param bodyLimit bytes; a longer body is answered with {@code tooLarge}
   * @throws BindException when the port is taken, or the interface is not there
   */
  public static HttpServer start(
      String host, int port, int bodyLimit, Reply tooLarge, Function<Request, Reply> handler)
      throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(16, 2);
    threads.setName("http");
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
    Server server = new Server(threads);
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    // Otherwise a header gets the text of an earlier request that differs in case alone.
    configuration.setHeaderCacheCaseSensitive(true);
    configuration.setUriCompliance(org.eclipse.jetty.http.UriCompliance.UNSAFE);
    ServerConnector connector =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
    connector.setHost(host);
    connector.setPort(port);
    connector.setAcceptQueueSize(256);
    connector.setIdleTimeout(IDLE.toMillis());
    server.addConnector(connector);
    // While it stops, what is in hand is finished and nothing new is taken.
    server.setHandler(new GracefulHandler(new Whole(bodyLimit, tooLarge, handler)));
    server.setErrorHandler(
        (_, response, callback) -> {
          send(refusal(response.getStatus()), response, callback);
          return true;
        });
    server.setStopTimeout(2_000);
    try {
      server.start();
    } catch (IOException e) {
      stop(server);
      throw e.getCause() instanceof BindException bound ? bound : e;
    } catch (Exception e) {
      stop(server);
      throw new IllegalStateException("The HTTP server does not start", e);
    }
    return new HttpServer(server, URI.create("http://localhost:" + connector.getLocalPort()));
  }

  public URI address() {
    return address;
  }

  @Override
  public void close() {
    stop(server);
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (TimeoutException _) {
      // It has stopped all the same, and cut off the requests that were still under way.
    } catch (Exception e) {
      throw new IllegalStateException("The HTTP server does not stop", e);
    }
  }

  private static void send(Reply reply, Response response, Callback callback) {
    response.setStatus(reply.status());
    reply
        .headers()
        .forEach((name, values) -> values.forEach(v -> response.getHeaders().add(name, v)));
    response.write(true, ByteBuffer.wrap(reply.body()), callback);
  }

  /** The problem of a request that Jetty itself refuses, such as one with a broken path. */
  private static Reply refusal(int status) {
    String traceId = UUID.randomUUID().toString();
    return Reply.of(
        status,
        "application/problem+json",
        """
        {"type":"about:blank","title":"%s","status":%d,"detail":"No function has seen this request.",\
        "instance":"urn:marcado:request:%s","traceId":"%s","code":"%s"}\
        """
            .formatted(
                HttpStatus.getMessage(status),
                status,
                traceId,
                traceId,
                status < 500 ? "malformed-request" : "unavailable"));
  }

  private static final class Whole extends Handler.Abstract {
    private final int bodyLimit;
    private final Reply tooLarge;
    private final Function<Request, Reply> handler;

    Whole(int bodyLimit, Reply tooLarge, Function<Request, Reply> handler) {
      this.bodyLimit = bodyLimit;
      this.tooLarge = tooLarge;
      this.handler = handler;
    }

    @Override
    public boolean handle(
        org.eclipse.jetty.server.Request request, Response response, Callback callback)
        throws IOException {
      byte[] body;
      try (InputStream stream = Content.Source.asInputStream(request)) {
        body = stream.readNBytes(bodyLimit + 1);
      }
      Reply reply = body.length > bodyLimit ? tooLarge : handler.apply(read(request, body));
      send(reply, response, callback);
      return true;
    }

    private static Request read(org.eclipse.jetty.server.Request request, byte[] body) {
      Map<String, List<String>> headers = new LinkedHashMap<>();
      for (HttpField field : request.getHeaders()) {
        headers
            .computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
            .add(String.valueOf(field.getValue()));
      }
      String query = request.getHttpURI().getQuery();
      String path = request.getHttpURI().getPath();
      return new Request(
          request.getMethod(),
          path == null || path.isEmpty() ? "/" : path,
          query == null ? "" : query,
          request.getConnectionMetaData().getProtocol(),
          headers,
          body,
          org.eclipse.jetty.server.Request.getRemoteAddr(request));
    }
  }
}
