package io.marcado.platform.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.marcado.platform.config.Variables;
import io.marcado.platform.deadline.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class SdkClientsTest {
  private final AtomicInteger requests = new AtomicInteger();
  private final HttpServer server = server();
  private volatile Duration delay = Duration.ZERO;
  private volatile int status = 500;
  private volatile String error = "InternalServerError";

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void shouldTryAgainWhatFailed() {
    assertThatThrownBy(() -> ask(clients().build("DYNAMODB", DynamoDbClient.builder())))
        .isInstanceOf(SdkException.class);

    assertThat(requests).hasValue(2);
  }

  @Test
  void shouldLeaveRepetitionToACallerThatRepeats() {
    assertThatThrownBy(() -> ask(clients().buildUnrepeated("DYNAMODB", DynamoDbClient.builder())))
        .isInstanceOf(SdkException.class);

    assertThat(requests).hasValue(1);
  }

  @Test
  void shouldEndACallAtTheDeadlineOfTheInvocation() {
    delay = Duration.ofSeconds(1);
    DynamoDbClient client = clients().build("DYNAMODB", DynamoDbClient.builder());

    assertThatThrownBy(() -> Deadline.in(Duration.ofMillis(200)).during(client::listTables))
        .isInstanceOf(ApiCallTimeoutException.class);
    assertThatThrownBy(() -> Deadline.in(Duration.ZERO).during(client::listTables))
        .isInstanceOf(ApiCallTimeoutException.class);
  }

  @Test
  void shouldSendOnceWhatMayHaveBeenDone() {
    assertThatThrownBy(() -> ask(clients().buildOnce("DYNAMODB", DynamoDbClient.builder())))
        .isInstanceOf(SdkException.class);

    assertThat(requests).hasValue(1);
  }

  @Test
  void shouldSendAgainWhatWasThrottled() {
    status = 400;
    error = "ThrottlingException";

    assertThatThrownBy(() -> ask(clients().buildOnce("DYNAMODB", DynamoDbClient.builder())))
        .isInstanceOf(SdkException.class);

    assertThat(requests).hasValue(3);
  }

  private void pause() {
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void ask(DynamoDbClient client) {
    client.listTables();
  }

  private SdkClients clients() {
    return new SdkClients(
        new Variables(
            Map.of(
                "AWS_ENDPOINT_URL", "http://localhost:" + server.getAddress().getPort(),
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local")));
  }

  private HttpServer server() {
    try {
      HttpServer one =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      one.createContext(
          "/",
          exchange -> {
            requests.incrementAndGet();
            pause();
            byte[] body = "{\"__type\":\"%s\"}".formatted(error).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      one.start();
      return one;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
