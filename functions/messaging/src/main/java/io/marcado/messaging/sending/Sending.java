package io.marcado.messaging.sending;

import io.marcado.domain.Channel;

/** What became of a message. */
public sealed interface Sending {

  /**
   * A provider has it.
   *
   * @param by the channel by which it went, which may be another one than was asked for
   */
  record Accepted(Channel by) implements Sending {}

  /** It was not sent and never will be. */
  record Refused(Channel by, String reason) implements Sending {}

  /** This deployment has no sender for the channel, which it may do without. */
  record NotConfigured(Channel by) implements Sending {}
}
