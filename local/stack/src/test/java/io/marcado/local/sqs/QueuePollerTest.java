package io.marcado.local.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.marcado.local.LocalStack;
import io.marcado.local.fixture.Calls;
import io.marcado.local.fixture.Fixture;
import io.marcado.local.fixture.Gate;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

class QueuePollerTest {
  private static final String QUEUE = "Things";
  private static final String MAPPING = "TakeThingsMessages";
  private static final QueueAttributeName VISIBLE =
      QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;

  /** Messages of a batch of the fixture's function. */
  private static final int BATCH = 5;

  private final String run = UUID.randomUUID().toString();

  @Test
  void shouldDeliverToABusinessWhileTheFloodOfAnotherWaitsForASlowProvider() throws IOException {
    try (LocalStack stack = start()) {
      for (int i = 0; i < 200; i++) {
        sendTen(stack, "slow " + i + "-", "a");
      }
      stack.queues().send(QUEUE, "of another", Optional.of("b"));

      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> Calls.of(run, "queue").contains("of another"));

      // The provider has answered to none of them. One batch is in its hands, and no more.
      assertThat(Calls.of(run, "queue"))
          .filteredOn(message -> message.startsWith("slow"))
          .hasSizeLessThanOrEqualTo(BATCH);
      Gate.of(run).open();
    }
  }

  @Test
  void shouldLeaveMessagesInTheQueueWhileItIsStopped() throws IOException {
    try (LocalStack stack = start();
        LambdaClient lambda = lambda(stack)) {
      assertThat(letRun(lambda, false)).isEqualTo("Disabled");
      sendTen(stack, "later ", "a");

      assertThat(number(stack, QUEUE, VISIBLE)).isEqualTo(10);
      assertThat(lambda.getEventSourceMapping(request -> request.uuid(MAPPING)).state())
          .isEqualTo("Disabled");
      assertThat(Calls.of(run, "queue")).isEmpty();

      assertThat(letRun(lambda, true)).isEqualTo("Enabled");
      await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(() -> assertThat(Calls.of(run, "queue")).hasSize(10));
    }
  }

  @Test
  void shouldCountNoStopAsATryOfWhatItHasOnlyRead() throws IOException {
    try (LocalStack stack = start();
        LambdaClient lambda = lambda(stack)) {
      sendTen(stack, "slow a", "a");
      sendTen(stack, "slow b", "a");
      await().atMost(Duration.ofMinutes(2)).until(() -> inFlight(stack) == 20);

      // The queue gives a message up after two tries.
      for (int stop = 0; stop < 3; stop++) {
        assertThat(letRun(lambda, false)).isEqualTo("Disabled");
        assertThat(letRun(lambda, true)).isEqualTo("Enabled");
        await().atMost(Duration.ofMinutes(2)).until(() -> inFlight(stack) == 20);
      }
      letRun(lambda, false);
      Gate.of(run).open();
      await().atMost(Duration.ofMinutes(2)).until(() -> inFlight(stack) < 20);
      assertThat(Calls.of(run, "queue")).hasSizeLessThanOrEqualTo(BATCH);

      letRun(lambda, true);
      await().atMost(Duration.ofMinutes(2)).until(() -> inFlight(stack) == 0);
      assertThat(Calls.of(run, "queue")).hasSize(20).doesNotHaveDuplicates();
      assertThat(number(stack, "ThingsDead", VISIBLE)).isZero();
    }
  }

  @Test
  void shouldNotDeliverWhatWasPurgedAfterItHadReadIt() throws IOException {
    try (LocalStack stack = start();
        LambdaClient lambda = lambda(stack)) {
      sendTen(stack, "slow a", "a");
      sendTen(stack, "slow b", "a");
      await().atMost(Duration.ofMinutes(2)).until(() -> inFlight(stack) == 20);
      letRun(lambda, false);

      stack.queues().client().purgeQueue(purge -> purge.queueUrl(stack.queues().url(QUEUE)));
      Gate.of(run).open();
      letRun(lambda, true);
      stack.queues().send(QUEUE, "sent later", Optional.of("a"));

      // It is the last of its group, so all others had their turn.
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> Calls.of(run, "queue").contains("sent later"));
      assertThat(Calls.of(run, "queue"))
          .filteredOn(message -> message.startsWith("slow"))
          .hasSizeLessThanOrEqualTo(BATCH);
    }
  }

  private LocalStack start() throws IOException {
    // So that no timeout of the function ends what waits at the gate.
    return LocalStack.start(Fixture.options().withVariable("TEST_RUN", run).withSlack(100));
  }

  private static void sendTen(LocalStack stack, String prefix, String group) {
    stack
        .queues()
        .client()
        .sendMessageBatch(
            request ->
                request
                    .queueUrl(stack.queues().url(QUEUE))
                    .entries(
                        IntStream.range(0, 10)
                            .mapToObj(
                                i ->
                                    SendMessageBatchRequestEntry.builder()
                                        .id(String.valueOf(i))
                                        .messageBody(prefix + i)
                                        .messageGroupId(group)
                                        .build())
                            .toList()));
  }

  private static String letRun(LambdaClient lambda, boolean wanted) {
    return lambda
        .updateEventSourceMapping(request -> request.uuid(MAPPING).enabled(wanted))
        .state();
  }

  private static int inFlight(LocalStack stack) {
    return number(stack, QUEUE, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
  }

  private static int number(LocalStack stack, String queue, QueueAttributeName name) {
    return Integer.parseInt(
        Objects.requireNonNull(
            stack
                .queues()
                .client()
                .getQueueAttributes(
                    request -> request.queueUrl(stack.queues().url(queue)).attributeNames(name))
                .attributes()
                .get(name)));
  }

  private static LambdaClient lambda(LocalStack stack) {
    return LambdaClient.builder()
        .endpointOverride(
            URI.create(Objects.requireNonNull(stack.variables().get("AWS_ENDPOINT_URL_LAMBDA"))))
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }
}
