package io.marcado.operations.queues;

import io.marcado.platform.http.Answer;
import io.marcado.platform.http.OperatorCall;
import io.marcado.platform.http.OperatorEndpoint;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.json.Readers;
import jakarta.inject.Inject;
import java.util.Map;

/**
 * {@code POST /operator/queues/{queue}/consumer}: stops or starts taking messages out of a queue.
 */
public final class SetConsumerHandler
    extends OperatorEndpoint<SetConsumerHandler.Input, QueueStatus> {
  @Inject Queues queues;

  record Input(String queue, Boolean running) {}

  @Override
  protected Input read(RequestReader request) {
    String queue = request.path("queue");
    return request.body(fields -> new Input(queue, fields.required("running", Readers.bool())));
  }

  @Override
  protected Map<String, String> facts(Input input) {
    return Map.of("queue", input.queue(), "running", String.valueOf(input.running()));
  }

  @Override
  protected Answer<QueueStatus> answer(OperatorCall call, Input input) {
    return Answer.ok(queues.letRun(QueueNames.of(input.queue()), input.running()));
  }
}
