package io.marcado.platform.aws;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * A request that is sent no further than this machine's loopback interface, where an answer waits.
 * So an HTTP client loads the classes of sockets and of answers, too. Nothing stays open.
 */
final class Loopback implements ExecutableHttpRequest {
  private static final int END_OF_HEADERS = 0x0d0a0d0a;

  private final SdkHttpClient client;
  private final HttpExecuteRequest request;
  private final MemoryAnswers.Answer answer;

  Loopback(SdkHttpClient client, HttpExecuteRequest request, MemoryAnswers.Answer answer) {
    this.client = client;
    this.request = request;
    this.answer = answer;
  }

  @Override
  public HttpExecuteResponse call() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofPlatform().daemon().start(() -> serve(server));
      SdkHttpRequest.Builder here =
          request.httpRequest().toBuilder()
              .protocol("http")
              .host(server.getInetAddress().getHostAddress())
              .port(server.getLocalPort());
      HttpExecuteRequest.Builder sent = HttpExecuteRequest.builder().request(here.build());
      request.contentStreamProvider().ifPresent(sent::contentStreamProvider);
      request.metricCollector().ifPresent(sent::metricCollector);
      return client.prepareRequest(sent.build()).call();
    }
  }

  @Override
  public void abort() {
    // Answered at once; there is nothing to stop.
  }

  private void serve(ServerSocket server) {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    CRC32 sum = new CRC32();
    sum.update(body);
    String headers =
        """
        HTTP/1.1 %d Primed\r
        Content-Type: %s\r
        Content-Length: %d\r
        x-amz-crc32: %d\r
        Connection: close\r
        \r
        """
            .formatted(answer.status(), answer.mediaType(), body.length, sum.getValue());
    try (Socket socket = server.accept()) {
      readThrough(socket.getInputStream());
      socket.getOutputStream().write(headers.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An answer that comes before the whole request was read may get lost. */
  private void readThrough(InputStream sent) throws IOException {
    for (int last = 0; last != END_OF_HEADERS; ) {
      int next = sent.read();
      if (next < 0) {
        throw new EOFException("the request ended within its headers");
      }
      last = last << 8 | next;
    }
    sent.skipNBytes(
        request.httpRequest().firstMatchingHeader("Content-Length").map(Long::valueOf).orElse(0L));
  }
}
