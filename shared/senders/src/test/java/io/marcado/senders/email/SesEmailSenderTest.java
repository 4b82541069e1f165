package io.marcado.senders.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.marcado.platform.aws.SdkClients;
import io.marcado.platform.config.Variables;
import io.marcado.platform.json.Json;
import io.marcado.senders.email.EmailSender.Outcome;
import io.marcado.senders.email.EmailSender.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;

/** The real sender against an HTTP server that answers as SES v2 does. */
class SesEmailSenderTest extends EmailSenderContract {
  private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
  private final Map<String, String> variables = new HashMap<>();
  private final HttpServer server;
  private final EmailSender sender;
  private volatile int status = 200;
  private volatile String code = "";

  SesEmailSenderTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v2/email/outbound-emails", this::answer);
    server.start();
    variables.put("AWS_ENDPOINT_URL_SESV2", "http://localhost:" + server.getAddress().getPort());
    variables.put("AWS_REGION", "us-east-1");
    variables.put("AWS_ACCESS_KEY_ID", "local");
    variables.put("AWS_SECRET_ACCESS_KEY", "local");
    variables.put("EMAIL_FROM", "no-reply@example.com");
    sender = made();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Override
  EmailSender sender() {
    return sender;
  }

  @Override
  List<String> handedOver() {
    return requests.stream()
        .map(
            request -> {
              JsonNode message = request.path("Content").path("Simple");
              return String.join(
                  "|",
                  request.path("Destination").path("ToAddresses").path(0).asText(),
                  message.path("Subject").path("Data").asText(),
                  message.path("Body").path("Text").path("Data").asText());
            })
        .toList();
  }

  @Override
  List<byte[]> invitations() {
    return requests.stream()
        .map(request -> request.path("Content").path("Raw").path("Data").asText())
        .map(Base64.getDecoder()::decode)
        .toList();
  }

  @Test
  void shouldSendAnInvitationToOneAddressAndSayWhichMessageItIs() {
    sender.send(ANA, "Subject", "text", "a1b2c3", INVITATION);

    JsonNode request = requests.getFirst();
    assertThat(request.path("Destination").path("ToAddresses")).hasSize(1);
    assertThat(request.path("Destination").path("ToAddresses").path(0).asText()).isEqualTo(ANA);
    // The sender's name is in the e-mail, and an address in the request might take its place.
    assertThat(request.has("FromEmailAddress")).isFalse();
    assertThat(request.path("EmailTags").path(0).path("Value").asText()).isEqualTo("a1b2c3");
  }

  @Test
  void shouldTakeARefusedInvitationForARefusal() {
    status = 400;
    code = "MessageRejected";

    assertThat(sender.send(ANA, "Subject", "text", "a1", INVITATION))
        .isEqualTo(new Outcome.Refused(Reason.NOT_DELIVERABLE));
    assertThat(requests).hasSize(1);
  }

  @Test
  void shouldSendFromOneAddressToOneAddressAndNoFurther() {
    sender.send(ANA, "Subject", "text");

    assertThat(requests).hasSize(1);
    JsonNode request = requests.getFirst();
    assertThat(request.path("FromEmailAddress").asText()).isEqualTo("no-reply@example.com");
    assertThat(request.path("Destination").path("ToAddresses")).hasSize(1);
    assertThat(request.path("Destination").path("CcAddresses")).isEmpty();
    assertThat(request.path("Destination").path("BccAddresses")).isEmpty();
    assertThat(request.path("ReplyToAddresses")).isEmpty();
    assertThat(request.path("Content").path("Simple").path("Body").has("Html")).isFalse();
  }

  @Test
  void shouldSayWhichMessageItIs() {
    sender.send(ANA, "Subject", "text", "a1b2c3");

    assertThat(requests.getFirst().path("EmailTags").path(0).path("Value").asText())
        .isEqualTo("a1b2c3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"MessageRejected", "BadRequestException"})
  void shouldTakeARefusedAddressForARefusal(String refusal) {
    status = 400;
    code = refusal;

    assertThat(sender.send(ANA, "Subject", "text"))
        .isEqualTo(new Outcome.Refused(Reason.NOT_DELIVERABLE));
  }

  @ParameterizedTest
  @CsvSource({
    "400, MailFromDomainNotVerifiedException, 1",
    "400, AccountSuspendedException, 1",
    "403, AccessDeniedException, 1",
    "500, InternalServiceErrorException, 1",
    "503, ServiceUnavailable, 1",
    // Surely not sent, and so asked again.
    "429, TooManyRequestsException, 3"
  })
  void shouldFailOnWhatIsNotAboutTheAddressAndNeverSendItTwice(
      int answered, String error, int requestsExpected) {
    status = answered;
    code = error;

    assertThatThrownBy(() -> sender.send(ANA, "Subject", "text")).isInstanceOf(SdkException.class);

    assertThat(requests).hasSize(requestsExpected);
  }

  @Test
  void shouldSendNothingWithoutAnAddressOfOurs() {
    variables.put("EMAIL_FROM", "");

    assertThat(made().send(ANA, "Subject", "text"))
        .isEqualTo(new Outcome.Refused(Reason.NOT_CONFIGURED));
    assertThat(made().send(ANA, "Subject", "text", "a1", INVITATION))
        .isEqualTo(new Outcome.Refused(Reason.NOT_CONFIGURED));
    assertThat(requests).isEmpty();
  }

  private EmailSender made() {
    Variables given = new Variables(variables);
    return new EmailClients().sender(new SdkClients(given), given);
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(
        Json.read(
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
            JsonNode.class));
    byte[] answer =
        (status == 200 ? "{\"MessageId\":\"m-1\"}" : "{\"message\":\"no, not " + ANA + "\"}")
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    if (status != 200) {
      exchange.getResponseHeaders().add("x-amzn-ErrorType", code);
    }
    exchange.sendResponseHeaders(status, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }
}
