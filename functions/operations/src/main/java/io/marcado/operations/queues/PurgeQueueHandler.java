package io.marcado.operations.queues;

import io.marcado.operations.OperationsProblems;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.OperatorCall;
import io.marcado.platform.http.OperatorEndpoint;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.json.Readers;
import jakarta.inject.Inject;
import java.util.Map;

/** {@code POST /operator/queues/{queue}/purge}: messages are thrown away. */
public final class PurgeQueueHandler
    extends OperatorEndpoint<PurgeQueueHandler.Input, PurgeQueueHandler.PurgedQueue> {
  /** As the trail names it. */
  static final String ACTION = "PurgeQueue";

  @Inject Queues queues;

  record Input(String queue, String confirm, Queues.Purged what) {}

  /**
   * The result.
   *
   * @param messages about how many are thrown away
   */
  public record PurgedQueue(String queue, Queues.Purged what, int messages) {}

  @Override
  protected Input read(RequestReader request) {
    String queue = request.path("queue");
    return request.body(
        fields ->
            new Input(
                queue,
                fields.required("confirm", Readers.text(1, 64)),
                fields.defaulted(
                    "what", Readers.oneOf(Queues.Purged.class), Queues.Purged.FAILED)));
  }

  @Override
  protected Map<String, String> facts(Input input) {
    return Map.of("queue", input.queue(), "what", input.what().name());
  }

  @Override
  protected void check(Input input) {
    String queue = QueueNames.of(input.queue()).text();
    if (!input.confirm().equals(queue)) {
      throw OperationsProblems.notConfirmed(queue);
    }
  }

  @Override
  protected Answer<PurgedQueue> answer(OperatorCall call, Input input) {
    QueueName queue = QueueNames.of(input.queue());
    return Answer.ok(
        new PurgedQueue(queue.text(), input.what(), queues.purge(queue, input.what())));
  }
}
