package io.marcado.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.platform.events.QueueConsumer;
import io.marcado.webhooks.deliveries.DeliveryTasks;
import jakarta.inject.Inject;

/** Deliveries that are due: sends them, and plans those that fail. */
public final class SendWebhooksHandler extends QueueConsumer {
  @Inject DeliveryTasks tasks;

  @Override
  protected void consume(JsonNode task) {
    tasks.work(task);
  }
}
