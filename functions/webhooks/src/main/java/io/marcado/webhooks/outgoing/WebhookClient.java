package io.marcado.webhooks.outgoing;

import io.marcado.domain.Result;
import io.marcado.platform.aws.SdkTransport;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.io.DetachedSocketFactory;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request to an address that a business chose. The host is resolved once, by {@link
 * OutgoingPolicy}, and the connection goes to what was found. Redirects are not followed, nothing
 * is kept from one request to the next, and no more than the start of an answer is read.
 */
@Singleton
public final class WebhookClient {
  /** How long a request may take, resolving and reading included. */
  public static final Duration LONGEST = Duration.ofSeconds(10);

  /** How much of a body is read, bytes. */
  static final int MOST_OF_BODY = 1024;

  /** For each address of a host. */
  private static final Duration CONNECT = Duration.ofSeconds(3);

  /** Addresses of a host that are tried; with {@link #CONNECT} each, there is time for them all. */
  private static final int MOST_ADDRESSES = 3;

  private static final Http1Config SMALL_HEAD =
      Http1Config.custom().setMaxLineLength(8_192).setMaxHeaderCount(100).build();

  private final OutgoingPolicy policy;
  private final DetachedSocketFactory sockets;
  private final Duration longest;

  /** The time is up for all of it, also while a connection is made. */
  @Inject
  public WebhookClient(OutgoingPolicy policy) {
    this(policy, WebhookClient::socket, LONGEST);
  }

  /**
   * @param sockets makes the socket of each connection
   */
  WebhookClient(OutgoingPolicy policy, DetachedSocketFactory sockets, Duration longest) {
    this.policy = policy;
    this.sockets = sockets;
    this.longest = longest;
  }

  /** Posts JSON. Whatever goes wrong outside is told by what it returns. */
  public Reply post(String url, Map<String, String> headers, byte[] json) {
    long started = System.nanoTime();
    if (SdkTransport.answersFromMemory()) {
      // Before a snapshot nothing leaves the machine.
      return new Reply.Silent(Reply.Why.NO_CONNECTION, Duration.ZERO);
    }
    return switch (policy.parse(url)) {
      case Result.Refused<TargetUrl, String> _ -> silent(Reply.Why.URL_REFUSED, started);
      case Result.Done<TargetUrl, String>(TargetUrl target) ->
          switch (policy.addresses(target, longest)) {
            case Result.Refused<List<InetAddress>, Reply.Why>(Reply.Why why) ->
                silent(why, started);
            case Result.Done<List<InetAddress>, Reply.Why>(List<InetAddress> addresses) ->
                post(target, pinned(addresses), headers, json, started);
          };
    };
  }

  private Reply post(
      TargetUrl target,
      InetAddress[] addresses,
      Map<String, String> headers,
      byte[] json,
      long started) {
    HttpPost request = new HttpPost(target.uri());
    headers.forEach(request::setHeader);
    request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
    BasicHttpClientConnectionManager connection = connection(addresses);
    CloseableHttpClient client = client(connection);
    FutureTask<Reply> exchange = new FutureTask<>(() -> exchange(client, request, started));
    Thread.ofVirtual().name("webhook").start(exchange);
    try {
      return exchange.get(left(started).toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return silent(Reply.Why.TIMED_OUT, started);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return silent(Reply.Why.TIMED_OUT, started);
    } catch (ExecutionException e) {
      return silent(why(e.getCause()), started);
    } finally {
      // Closes the socket, wherever the exchange is, and reads no rest of an endless answer.
      request.cancel();
      connection.close(CloseMode.IMMEDIATE);
      client.close(CloseMode.IMMEDIATE);
    }
  }

  private static Reply exchange(CloseableHttpClient client, HttpPost request, long started)
      throws IOException {
    ClassicHttpResponse response = client.executeOpen(null, request, null);
    HttpEntity entity = response.getEntity();
    byte[] start = new byte[0];
    if (entity != null) {
      InputStream content = entity.getContent();
      start = content.readNBytes(MOST_OF_BODY);
    }
    return new Reply.Answered(
        response.getCode(), new String(start, StandardCharsets.UTF_8), took(started));
  }

  private BasicHttpClientConnectionManager connection(InetAddress[] addresses) {
    BasicHttpClientConnectionManager manager =
        new BasicHttpClientConnectionManager(
            new DefaultHttpClientConnectionOperator(
                sockets,
                null,
                new Pinned(addresses),
                RegistryBuilder.<TlsSocketStrategy>create()
                    .register("https", DefaultClientTlsStrategy.createDefault())
                    .build()),
            ManagedHttpClientConnectionFactory.builder().http1Config(SMALL_HEAD).build());
    Timeout all = Timeout.of(longest);
    manager.setConnectionConfig(
        ConnectionConfig.custom()
            .setConnectTimeout(Timeout.of(CONNECT))
            .setSocketTimeout(all)
            .build());
    manager.setTlsConfig(TlsConfig.custom().setHandshakeTimeout(all).build());
    manager.setSocketConfig(SocketConfig.custom().setSoTimeout(all).build());
    return manager;
  }

  private CloseableHttpClient client(BasicHttpClientConnectionManager connection) {
    return HttpClientBuilder.create()
        .setConnectionManager(connection)
        // Never by a proxy, which would connect in our place.
        .setRoutePlanner(new DefaultRoutePlanner(null))
        .setUserAgent("Marcado-Webhooks/1")
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableConnectionState()
        .disableContentCompression()
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setResponseTimeout(Timeout.of(longest))
                .setAuthenticationEnabled(false)
                .setExpectContinueEnabled(false)
                .build())
        .build();
  }

  /** The addresses to connect to: IPv4 first, which our functions always have. */
  private static InetAddress[] pinned(List<InetAddress> addresses) {
    return addresses.stream()
        .sorted(Comparator.comparingInt(address -> address.getAddress().length))
        .limit(MOST_ADDRESSES)
        .toArray(InetAddress[]::new);
  }

  private record Pinned(InetAddress[] addresses) implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) {
      return addresses.clone();
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }

  private static Reply.Why why(@Nullable Throwable failure) {
    return switch (failure) {
      case SSLException _ -> Reply.Why.TLS_FAILED;
      case InterruptedIOException _ -> Reply.Why.TIMED_OUT;
      case NoHttpResponseException _ -> Reply.Why.NO_HTTP;
      case IOException e when e.getCause() instanceof HttpException -> Reply.Why.NO_HTTP;
      case IOException _ -> Reply.Why.NO_CONNECTION;
      case RuntimeException e -> throw e;
      case null, default -> throw new IllegalStateException("a request failed", failure);
    };
  }

  private Duration left(long started) {
    Duration left = longest.minus(took(started));
    return left.isNegative() ? Duration.ZERO : left;
  }

  private static Reply silent(Reply.Why why, long started) {
    return new Reply.Silent(why, took(started));
  }

  private static Duration took(long started) {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  private static Socket socket(Proxy proxy) {
    return proxy == null ? new Socket() : new Socket(proxy);
  }
}
