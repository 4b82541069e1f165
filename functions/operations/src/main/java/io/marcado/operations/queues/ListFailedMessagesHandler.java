package io.marcado.operations.queues;

import io.marcado.platform.http.Answer;
import io.marcado.platform.http.ItemList;
import io.marcado.platform.http.OperatorCall;
import io.marcado.platform.http.OperatorEndpoint;
import io.marcado.platform.http.RequestReader;
import jakarta.inject.Inject;
import java.util.Map;

/**
 * {@code GET /operator/queues/{queue}/failed}: messages that were given up, without their content.
 */
public final class ListFailedMessagesHandler
    extends OperatorEndpoint<ListFailedMessagesHandler.Input, ItemList<FailedMessage>> {
  @Inject Queues queues;

  record Input(String queue, int limit) {}

  @Override
  protected Input read(RequestReader request) {
    return new Input(request.path("queue"), request.query().number("limit", 1, 100).orElse(25));
  }

  @Override
  protected Map<String, String> facts(Input input) {
    return Map.of("queue", input.queue());
  }

  @Override
  protected Answer<ItemList<FailedMessage>> answer(OperatorCall call, Input input) {
    return Answer.ok(
        new ItemList<>(
            queues.failed(QueueNames.of(input.queue()), input.limit(), call.now()), null));
  }
}
