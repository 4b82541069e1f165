package io.marcado.local.app.priming;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.marcado.local.template.FunctionDeclaration;
import io.marcado.platform.aws.SdkTransport;
import io.marcado.platform.events.QueueConsumer;
import io.marcado.platform.events.ScheduledTask;
import io.marcado.platform.events.StreamConsumer;
import io.marcado.platform.http.HttpEndpoint;
import io.marcado.platform.json.Json;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each function's sample event, answered from memory, is dealt with to the end: so after a restore
 * hardly a class is left to be loaded. Items that change their form show here, too.
 */
class PrimingTest {
  /** A sample cannot know a code that was sent, nor a token that was given. */
  private static final Map<String, Integer> REFUSED =
      Map.ofEntries(
          Map.entry("VerifyLogin", 401),
          Map.entry("RefreshTokens", 401),
          Map.entry("VerifyOtp", 401),
          Map.entry("VerifyContact", 401),
          Map.entry("HandOver", 401),
          Map.entry("EraseMe", 401),
          Map.entry("CreateApiKey", 401),
          Map.entry("RotateApiKey", 401),
          Map.entry("AcceptInvitation", 401),
          Map.entry("ResetPassword", 401),
          // The sample's person is a client.
          Map.entry("StartTotp", 403),
          Map.entry("ConfirmTotp", 403),
          Map.entry("RenewRecoveryCodes", 404),
          Map.entry("RemoveTotp", 404),
          // The key that seals secrets is too short in memory, so that none gets into a snapshot.
          Map.entry("CreateWebhook", 500),
          Map.entry("RotateWebhookSecret", 500),
          Map.entry("TestWebhook", 500),
          // The sample deployment has no number.
          Map.entry("ReceiveWhatsAppEvents", 404),
          Map.entry("VerifyWhatsAppWebhook", 404),
          Map.entry("LinkWhatsAppNumber", 404),
          // Nor has its business.
          Map.entry("GetWhatsAppQrCode", 404),
          Map.entry("NotFound", 404));

  @TestFactory
  Stream<DynamicTest> shouldRunThePathOf() {
    return OfflineFunctions.all().stream()
        .map(
            function ->
                DynamicTest.dynamicTest(function.logicalId(), () -> shouldRunThePath(function)));
  }

  private static void shouldRunThePath(FunctionDeclaration function) throws Exception {
    Object handler = OfflineFunctions.start(function);
    String sample = OfflineFunctions.sample(function.logicalId());
    switch (handler) {
      case HttpEndpoint endpoint -> {
        AtomicReference<APIGatewayV2HTTPResponse> answer = new AtomicReference<>();
        APIGatewayV2HTTPEvent event = Json.read(sample, APIGatewayV2HTTPEvent.class);
        SdkTransport.answeringFromMemory(() -> answer.set(endpoint.handleRequest(event, null)));
        int expected = REFUSED.getOrDefault(function.logicalId(), 200);
        assertThat(requireNonNull(answer.get()).getStatusCode())
            .as(requireNonNull(answer.get()).getBody())
            .isBetween(expected, expected == 200 ? 299 : expected);
      }
      case QueueConsumer consumer -> {
        AtomicReference<SQSBatchResponse> answer = new AtomicReference<>();
        SQSEvent event = Json.readEvent(sample, SQSEvent.class);
        assertThat(event.getRecords()).hasSize(1);
        SdkTransport.answeringFromMemory(() -> answer.set(consumer.execute(event)));
        assertThat(requireNonNull(answer.get()).getBatchItemFailures()).isEmpty();
      }
      case StreamConsumer consumer -> {
        AtomicReference<StreamsEventResponse> answer = new AtomicReference<>();
        DynamodbEvent event = Json.readEvent(sample, DynamodbEvent.class);
        assertThat(event.getRecords())
            .isNotEmpty()
            .allSatisfy(one -> assertThat(one.getDynamodb().getNewImage()).isNotEmpty());
        SdkTransport.answeringFromMemory(() -> answer.set(consumer.execute(event)));
        assertThat(requireNonNull(answer.get()).getBatchItemFailures()).isEmpty();
      }
      case ScheduledTask task -> {
        AtomicReference<String> answer = new AtomicReference<>();
        Map<?, ?> event = Json.read(sample, Map.class);
        SdkTransport.answeringFromMemory(() -> answer.set(task.execute(event)));
        assertThat(answer.get()).isNotBlank();
      }
      default -> throw new AssertionError("what is " + handler.getClass() + "?");
    }
  }
}
