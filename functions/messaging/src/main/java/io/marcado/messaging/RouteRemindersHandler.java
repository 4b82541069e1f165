package io.marcado.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.messaging.bookings.MessageRouter;
import io.marcado.platform.events.QueueConsumer;
import jakarta.inject.Inject;

/** Messages that are due: puts each into the queue of its channel. */
public final class RouteRemindersHandler extends QueueConsumer {
  @Inject MessageRouter router;

  @Override
  protected void consume(JsonNode due) {
    router.route(due);
  }
}
