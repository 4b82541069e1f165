package io.marcado.relay;

import io.marcado.platform.events.ItemChange;
import io.marcado.platform.events.StreamConsumer;
import jakarta.inject.Inject;
import java.util.List;

/** The table's stream: publishes the events of all capabilities. */
public final class RelayEventsHandler extends StreamConsumer {
  @Inject EventRelay relay;

  @Override
  protected int consume(List<ItemChange> changes) {
    return relay.publish(changes);
  }
}
