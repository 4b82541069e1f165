package io.marcado.webhooks.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.platform.config.Variables;
import io.marcado.webhooks.Receiver;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What receivers do, with real ones on this machine. */
class WebhookClientTest {
  private static final Map<String, String> HERE = Map.of("LOOPBACK_RECEIVERS", "true");

  private final Receiver receiver = new Receiver();
  private final WebhookClient client = within(Duration.ofSeconds(10));

  private static WebhookClient within(Duration longest) {
    return new WebhookClient(
        new OutgoingPolicy(new SystemResolver(), new Variables(HERE)),
        (Proxy _) -> new Socket(),
        longest);
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void shouldTellWhatTheReceiverAnswers() {
    assertThat(post(client, receiver.url()))
        .isInstanceOfSatisfying(
            Reply.Answered.class,
            answer -> {
              assertThat(answer.status()).isEqualTo(200);
              assertThat(answer.start()).isEqualTo("thanks");
              assertThat(answer.isSuccess()).isTrue();
            });
    assertThat(receiver.received())
        .singleElement()
        .satisfies(
            got -> {
              assertThat(got.body()).isEqualTo("{\"a\":1}");
              assertThat(got.id()).isEqualTo("e1");
            });
  }

  @Test
  void shouldFollowNoRedirect() {
    receiver.does(
        exchange -> {
          exchange.getResponseHeaders().set("Location", receiver.url() + "/elsewhere");
          Receiver.answer(exchange, 307, "");
        });

    assertThat(post(client, receiver.url()))
        .isInstanceOfSatisfying(
            Reply.Answered.class,
            answer -> {
              assertThat(answer.status()).isEqualTo(307);
              assertThat(answer.isSuccess()).isFalse();
            });
    assertThat(receiver.received()).extracting(Receiver.Received::path).containsExactly("/hook");
  }

  /** The answer never ends; the connection is closed all the same. */
  @Test
  void shouldReadOnlyTheStartOfAHugeAnswer() throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    AtomicLong written = new AtomicLong();
    receiver.does(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] chunk = "x".repeat(4096).getBytes(StandardCharsets.UTF_8);
          try (OutputStream body = exchange.getResponseBody()) {
            while (true) {
              body.write(chunk);
              body.flush();
              written.addAndGet(chunk.length);
            }
          } catch (IOException e) {
            closed.countDown();
          }
        });

    assertThat(post(client, receiver.url()))
        .isInstanceOfSatisfying(
            Reply.Answered.class, answer -> assertThat(answer.start()).isEqualTo("x".repeat(1024)));
    closed.await();
  }

  @Test
  void shouldWaitForASilentReceiverNoLongerThanItMay() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      assertThat(
              post(
                  within(Duration.ofMillis(300)),
                  "http://127.0.0.1:%d/".formatted(silent.getLocalPort())))
          .isInstanceOfSatisfying(
              Reply.Silent.class,
              reply -> {
                assertThat(reply.why()).isEqualTo(Reply.Why.TIMED_OUT);
                assertThat(reply.took()).isGreaterThanOrEqualTo(Duration.ofMillis(300));
              });
    }
  }

  /** Each byte comes in time, and the answer never does. */
  @Test
  void shouldNotBeHeldByAReceiverThatDrips() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (Socket socket = server.accept()) {
                  OutputStream out = socket.getOutputStream();
                  out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
                  while (true) {
                    out.write("X-More: 1\r\n".getBytes(StandardCharsets.US_ASCII), 0, 1);
                    out.flush();
                    Thread.sleep(20);
                  }
                } catch (IOException | InterruptedException e) {
                  closed.countDown();
                }
              });

      assertThat(
              post(
                  within(Duration.ofMillis(500)),
                  "http://127.0.0.1:%d/".formatted(server.getLocalPort())))
          .isInstanceOfSatisfying(
              Reply.Silent.class, reply -> assertThat(reply.why()).isEqualTo(Reply.Why.TIMED_OUT));
      closed.await();
    }
  }

  @Test
  void shouldTellWhyThereIsNoAnswer() throws Exception {
    int nobody;
    try (ServerSocket gone = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      nobody = gone.getLocalPort();
    }
    assertThat(post(client, "http://127.0.0.1:%d/".formatted(nobody)))
        .isInstanceOfSatisfying(
            Reply.Silent.class,
            reply -> assertThat(reply.why()).isEqualTo(Reply.Why.NO_CONNECTION));
    assertThat(whyOf("https://127.0.0.1:%d/")).isEqualTo(Reply.Why.TLS_FAILED);
    assertThat(whyOf("http://127.0.0.1:%d/")).isEqualTo(Reply.Why.NO_HTTP);
  }

  /** Why a server that speaks neither TLS nor HTTP gives no answer. */
  private Reply.Why whyOf(String url) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (Socket socket = server.accept()) {
                  socket
                      .getOutputStream()
                      .write("HTTP/1.1 abc what\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                  socket.shutdownOutput();
                  // Until the client has seen enough.
                  byte[] _ = socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                  // It closed at once.
                }
              });
      return ((Reply.Silent) post(client, url.formatted(server.getLocalPort()))).why();
    }
  }

  private static Reply post(WebhookClient client, String url) {
    return client.post(
        url, Map.of("webhook-id", "e1"), "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
  }
}
