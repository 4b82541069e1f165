package io.marcado.messaging.sending;

import io.marcado.domain.Channel;
import java.util.Optional;

/** The outcome of sending a message. */
public sealed interface Sending {

  /**
   * A provider has accepted it.
   *
   * @param by the channel of the provider, which may differ from the requested one
   * @param providerId the message, as the provider calls it; empty for what it has not told
   */
  record Accepted(Channel by, Optional<String> providerId) implements Sending {
    /** By a provider that tells no id. */
    public Accepted(Channel by) {
      this(by, Optional.empty());
    }
  }

  /** It was not sent, and by this channel a retry at once is useless. */
  record Refused(Channel by, String reason) implements Sending {}

  /** This deployment has no sender for the channel, which is optional. */
  record NotConfigured(Channel by) implements Sending {}
}
