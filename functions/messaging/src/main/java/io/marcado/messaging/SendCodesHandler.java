package io.marcado.messaging;

import io.marcado.messaging.accounts.AccountMessageSender;
import io.marcado.platform.events.ItemChange;
import io.marcado.platform.events.StreamConsumer;
import jakarta.inject.Inject;
import java.util.List;

/** The table's stream: sends the pending codes, tokens and notices. */
public final class SendCodesHandler extends StreamConsumer {
  @Inject AccountMessageSender sender;

  @Override
  protected int consume(List<ItemChange> changes) {
    return sender.send(changes);
  }
}
