package io.marcado.operations.queues;

import io.marcado.platform.http.Answer;
import io.marcado.platform.http.ItemList;
import io.marcado.platform.http.NoInput;
import io.marcado.platform.http.OperatorCall;
import io.marcado.platform.http.OperatorEndpoint;
import io.marcado.platform.http.RequestReader;
import jakarta.inject.Inject;
import java.util.Map;

/** {@code GET /operator/queues}: how full queues are, and whether they are worked on. */
public final class ListQueuesHandler extends OperatorEndpoint<NoInput, ItemList<QueueStatus>> {
  @Inject Queues queues;

  @Override
  protected NoInput read(RequestReader request) {
    return new NoInput();
  }

  @Override
  protected Map<String, String> facts(NoInput input) {
    return Map.of();
  }

  @Override
  protected Answer<ItemList<QueueStatus>> answer(OperatorCall call, NoInput input) {
    return Answer.ok(new ItemList<>(queues.all(), null));
  }
}
