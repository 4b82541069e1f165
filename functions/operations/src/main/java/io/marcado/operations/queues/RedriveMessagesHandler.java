package io.marcado.operations.queues;

import io.marcado.operations.OperationsProblems;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.OperatorCall;
import io.marcado.platform.http.OperatorEndpoint;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.json.Readers;
import jakarta.inject.Inject;
import java.util.Map;

/** {@code POST /operator/queues/{queue}/redrive}: messages that were given up are tried again. */
public final class RedriveMessagesHandler
    extends OperatorEndpoint<RedriveMessagesHandler.Input, RedriveMessagesHandler.Redriven> {
  @Inject Queues queues;
  @Inject RecentPurges purges;

  private static final int USUAL = 100;
  private static final int MOST = 500;

  record Input(String queue, int limit) {}

  /**
   * The result.
   *
   * @param moved how many are in the queue again
   */
  public record Redriven(String queue, int moved) {}

  @Override
  protected Input read(RequestReader request) {
    String queue = request.path("queue");
    return request.optionalBody(
        fields -> new Input(queue, fields.defaulted("limit", Readers.integer(1, MOST), USUAL)));
  }

  @Override
  protected Map<String, String> facts(Input input) {
    return Map.of("queue", input.queue(), "limit", String.valueOf(input.limit()));
  }

  @Override
  protected Answer<Redriven> answer(OperatorCall call, Input input) {
    QueueName queue = QueueNames.of(input.queue());
    purges
        .wait(queue, call.now())
        .ifPresent(
            wait -> {
              throw OperationsProblems.stillPurging(wait);
            });
    return Answer.ok(new Redriven(queue.text(), queues.redrive(queue, input.limit())));
  }
}
