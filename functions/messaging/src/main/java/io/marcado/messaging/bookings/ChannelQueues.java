package io.marcado.messaging.bookings;

import io.marcado.domain.Channel;
import io.marcado.domain.TenantId;

/** The queue of each channel. A slow provider holds up its own alone. */
interface ChannelQueues {

  /**
   * Puts a message into the queue of a channel, where businesses take turns.
   *
   * @param body a {@link RoutedEvent}, or a message that is due, as JSON
   * @throws RuntimeException when it may not be there
   */
  void put(TenantId tenant, Channel channel, String body);
}
