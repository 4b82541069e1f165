package io.marcado.webhooks.deliveries;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;

/** What lies in the queue of deliveries. */
@Singleton
public final class DeliveryTasks {
  private final Deliverer deliverer;
  private final Replays replays;

  DeliveryTasks(Deliverer deliverer, Replays replays) {
    this.deliverer = deliverer;
    this.replays = replays;
  }

  /** Does what a message asks for. */
  public void work(JsonNode message) {
    if (ReplayTask.isReplay(message)) {
      replays.work(ReplayTask.read(message));
    } else {
      deliverer.deliver(DeliveryTask.read(message));
    }
  }
}
