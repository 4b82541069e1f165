package io.marcado.webhooks.deliveries;

import java.time.Duration;
import java.util.List;

/** The queue of what is to be sent. Messages may come twice and out of order. */
interface DeliveryQueue {

  /** Longest delay of a message. */
  Duration LONGEST_DELAY = Duration.ofMinutes(15);

  /**
   * Returns when all messages are kept.
   *
   * @param group whose they are: a flood of one group holds up no other one
   * @param delay to whole seconds, at most {@link #LONGEST_DELAY}
   */
  void send(String group, List<?> messages, Duration delay);
}
