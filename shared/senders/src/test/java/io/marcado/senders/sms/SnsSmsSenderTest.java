package io.marcado.senders.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.marcado.domain.PhoneNumber;
import io.marcado.platform.aws.SdkClients;
import io.marcado.platform.config.Variables;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;

/** The real sender against an HTTP server that answers as SNS does. */
class SnsSmsSenderTest extends SmsSenderContract {
  private static final PhoneNumber BIA = PhoneNumber.parse("+5511999990002").orElseThrow();

  private final List<Map<String, String>> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final SmsSender sender;
  private volatile int status = 200;
  private volatile String code = "";

  SnsSmsSenderTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    Map<String, String> variables =
        Map.of(
            "AWS_ENDPOINT_URL_SNS",
            "http://localhost:" + server.getAddress().getPort(),
            "AWS_REGION",
            "us-east-1",
            "AWS_ACCESS_KEY_ID",
            "local",
            "AWS_SECRET_ACCESS_KEY",
            "local");
    SmsClients clients = new SmsClients();
    sender = clients.sender(clients.sns(new SdkClients(new Variables(variables))), BRAZIL);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Override
  SmsSender sender() {
    return sender;
  }

  @Override
  List<String> handedOver() {
    return requests.stream()
        .map(request -> request.get("PhoneNumber") + " " + request.get("Message"))
        .toList();
  }

  @Test
  void shouldSendAsTransactional() {
    sender.send(BIA, "Olá");

    assertThat(requests.getFirst())
        .containsEntry("MessageAttributes.entry.1.Name", "AWS.SNS.SMS.SMSType")
        .containsEntry("MessageAttributes.entry.1.Value.StringValue", "Transactional");
  }

  @Test
  void shouldTakeARefusedNumberForARefusal() {
    status = 400;
    code = "InvalidParameter";

    assertThat(sender.send(BIA, "Olá"))
        .isEqualTo(new SmsSender.Outcome.Refused(SmsSender.Reason.NOT_DELIVERABLE));
  }

  @Test
  void shouldThrowOnAnOutageAndNotTryAgain() {
    status = 500;
    code = "InternalError";

    assertThatThrownBy(() -> sender.send(BIA, "Olá")).isInstanceOf(SdkException.class);

    assertThat(requests).hasSize(1);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(
        Arrays.stream(form.split("&", -1))
            .map(pair -> pair.split("=", 2))
            .collect(
                Collectors.toMap(
                    pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8))));
    String xml =
        status == 200
            ? "<PublishResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishResult>"
                + "<MessageId>m-1</MessageId></PublishResult></PublishResponse>"
            : "<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><Error>"
                + "<Type>Sender</Type><Code>%s</Code><Message>no</Message></Error></ErrorResponse>"
                    .formatted(code);
    byte[] answer = xml.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "text/xml");
    exchange.sendResponseHeaders(status, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }
}
