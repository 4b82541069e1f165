package io.marcado.identity.accounts.codes;

import io.marcado.domain.Channel;
import java.util.Optional;

/** The source of a code: the channel that sent it, or an authenticator app. */
public enum Factor {
  SMS(Optional.of(Channel.SMS)),
  WHATSAPP(Optional.of(Channel.WHATSAPP)),
  EMAIL(Optional.of(Channel.EMAIL)),
  /** No code is sent: an authenticator app shows it. */
  TOTP(Optional.empty());

  private final Optional<Channel> channel;

  Factor(Optional<Channel> channel) {
    this.channel = channel;
  }

  static Factor of(Channel channel) {
    return switch (channel) {
      case SMS -> SMS;
      case WHATSAPP -> WHATSAPP;
      case EMAIL -> EMAIL;
    };
  }

  /** The channel of the code; empty for an authenticator app. */
  Optional<Channel> channel() {
    return channel;
  }
}
