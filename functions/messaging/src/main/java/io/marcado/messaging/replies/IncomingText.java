package io.marcado.messaging.replies;

import io.marcado.domain.Channel;
import io.marcado.domain.PhoneNumber;
import java.time.Instant;

/**
 * A text that somebody sent to a number of the platform.
 *
 * @param channel by which it came, and by which it is answered
 * @param from the only proof of who it is
 * @param text as it was typed; of any length
 * @param id of the provider, the same for each delivery
 * @param sent when the provider took it
 */
public record IncomingText(
    Channel channel, PhoneNumber from, String text, String id, Instant sent) {
  /** Hides the phone and the text. */
  @Override
  public String toString() {
    return "IncomingText by " + channel;
  }
}
