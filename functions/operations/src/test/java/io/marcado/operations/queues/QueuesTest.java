package io.marcado.operations.queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.operations.queues.QueueStatus.Consumer;
import io.marcado.platform.config.Variables;
import io.marcado.platform.http.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetEventSourceMappingRequest;
import software.amazon.awssdk.services.lambda.model.GetEventSourceMappingResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceInUseException;
import software.amazon.awssdk.services.lambda.model.UpdateEventSourceMappingRequest;
import software.amazon.awssdk.services.lambda.model.UpdateEventSourceMappingResponse;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;

class QueuesTest {

  @ParameterizedTest
  @CsvSource({
    "Disabling, STOPPED",
    "Disabled, STOPPED",
    "Enabling, RUNNING",
    "Enabled, RUNNING",
    "Updating, CHANGING"
  })
  void shouldShowTheConsumerAsTheUpdateAnswersAndNotAsALateReadHasIt(
      String state, Consumer consumer) {
    Queues queues = queues(() -> UpdateEventSourceMappingResponse.builder().state(state).build());

    assertThat(queues.letRun(QueueName.AUDIT, false).consumer()).isEqualTo(consumer);
  }

  @Test
  void shouldSayThatAConsumerIsChangingWhenAwsTakesNoUpdateYet() {
    for (LambdaException refusal :
        List.<LambdaException>of(
            ResourceInUseException.builder().build(),
            ResourceConflictException.builder().build())) {
      Queues queues =
          queues(
              () -> {
                throw refusal;
              });

      assertThatThrownBy(() -> queues.letRun(QueueName.AUDIT, true))
          .isInstanceOfSatisfying(
              Problem.class,
              problem -> assertThat(problem.code().kind().code()).isEqualTo("consumer-changing"));
    }
  }

  private static Queues queues(Supplier<UpdateEventSourceMappingResponse> update) {
    String places =
        Arrays.stream(QueueName.values())
            .map(name -> name.text() + ",a:queue,a:failed,mapping")
            .collect(Collectors.joining(";"));
    return new Queues(
        new EmptyQueues(),
        new Mapping(update),
        new QueuePlaces(new Variables(Map.of("QUEUES", places))));
  }

  /** One mapping, of which reads are late: they say that it runs. */
  private record Mapping(Supplier<UpdateEventSourceMappingResponse> update)
      implements LambdaClient {
    @Override
    public GetEventSourceMappingResponse getEventSourceMapping(
        GetEventSourceMappingRequest request) {
      return GetEventSourceMappingResponse.builder().state("Enabled").build();
    }

    @Override
    public UpdateEventSourceMappingResponse updateEventSourceMapping(
        UpdateEventSourceMappingRequest request) {
      return update.get();
    }

    @Override
    public String serviceName() {
      return "lambda";
    }

    @Override
    public void close() {}
  }

  /** Queues in which nothing waits. */
  private static final class EmptyQueues implements SqsClient {
    @Override
    public GetQueueUrlResponse getQueueUrl(GetQueueUrlRequest request) {
      return GetQueueUrlResponse.builder().queueUrl(request.queueName()).build();
    }

    @Override
    public GetQueueAttributesResponse getQueueAttributes(GetQueueAttributesRequest request) {
      return GetQueueAttributesResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "sqs";
    }

    @Override
    public void close() {}
  }
}
