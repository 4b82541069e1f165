package io.marcado.messaging.sending;

import io.marcado.domain.Channel;

/** The outcome of sending a message. */
public sealed interface Sending {

  /**
   * A provider has accepted it.
   *
   * @param by the channel of the provider, which may differ from the requested one
   */
  record Accepted(Channel by) implements Sending {}

  /** It was not sent, and a retry is useless. */
  record Refused(Channel by, String reason) implements Sending {}

  /** This deployment has no sender for the channel, which is optional. */
  record NotConfigured(Channel by) implements Sending {}
}
