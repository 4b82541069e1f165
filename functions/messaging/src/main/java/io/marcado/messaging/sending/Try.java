package io.marcado.messaging.sending;

import io.marcado.domain.Channel;

/**
 * What came of handing a message to the provider of one channel.
 *
 * @param reason the provider's, as we name it; empty for what was not refused
 */
public record Try(Channel channel, Result result, String reason) {

  /** How it ended. */
  public enum Result {
    /** The provider has it. */
    ACCEPTED,
    /** The provider does not take it. */
    REFUSED,
    /** The provider gave no answer that tells. */
    UNKNOWN,
    /** The provider took it, and could not deliver it. */
    FAILED,
    /** The provider took it, and told in time neither that it arrived nor that it failed. */
    SILENT
  }

  /** One that the provider has taken. */
  public static Try accepted(Channel channel) {
    return new Try(channel, Result.ACCEPTED, "");
  }

  /** As the ledger keeps it. */
  public String text() {
    return "%s %s %s".formatted(channel, result, reason).strip();
  }

  /** Reads what the ledger has kept. */
  public static Try parse(String text) {
    String[] parts = text.split(" ", 3);
    return new Try(
        Channel.valueOf(parts[0]), Result.valueOf(parts[1]), parts.length == 3 ? parts[2] : "");
  }
}
