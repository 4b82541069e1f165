package io.marcado.relay;

import io.marcado.platform.events.ChangeFollower;
import io.marcado.platform.events.ItemChange;
import io.marcado.platform.events.StreamConsumer;
import jakarta.inject.Inject;
import java.util.List;

/** The table's stream: publishes the events of all capabilities, and lets them tidy up. */
public final class RelayEventsHandler extends StreamConsumer {
  @Inject EventRelay relay;
  @Inject List<ChangeFollower> followers;

  @Override
  protected int consume(List<ItemChange> changes) {
    int told = relay.publish(changes);
    followers.forEach(follower -> follower.follow(changes.subList(0, told)));
    return told;
  }
}
