package io.marcado.senders.whatsapp;

import io.marcado.domain.PhoneNumber;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends messages by WhatsApp. A business may not write first in words of its own: a template that
 * WhatsApp has approved has the words, and only its parameters are put in. For a while after a
 * phone has written to us, it also gets a text. Each message costs money: count it against its
 * limits first, and send nothing when the count fails.
 */
public interface WhatsAppSender {

  /** How long after a phone's last message to us it may get a text. */
  Duration WINDOW = Duration.ofHours(24);

  /** Longest reference, in characters. */
  int LONGEST_REFERENCE = 512;

  /**
   * Hands a message over to the provider, once. After {@link Outcome.Refused} it has surely not
   * gone out, so that it may go by another channel at once.
   *
   * @param reference comes back with everything that the provider tells of the message later; at
   *     most {@value #LONGEST_REFERENCE} characters, nothing personal. Empty for a message of which
   *     nobody wants to hear.
   * @throws WhatsAppUnavailableException when there is no answer, or none that tells
   */
  Outcome send(PhoneNumber to, WhatsAppMessage message, Optional<String> reference);

  /** The same for a message of which nobody wants to hear. */
  default Outcome send(PhoneNumber to, WhatsAppMessage message) {
    return send(to, message, Optional.empty());
  }

  /**
   * The same from a business's own number, with its token. One that sends from no such numbers
   * refuses.
   */
  default WhatsAppSender from(OwnNumber number) {
    return (_, _, _) -> new Outcome.Refused(Reason.NOT_CONFIGURED);
  }

  /** What became of a message. */
  sealed interface Outcome {
    /**
     * The provider has it. Whether the phone knows WhatsApp at all shows only later.
     *
     * @param messageId the provider's own id of the message
     */
    record Accepted(String messageId) implements Outcome {}

    /** It was not sent and never will be. */
    record Refused(Reason reason) implements Outcome {}
  }

  /** Why a message is not sent. */
  enum Reason {
    /** This deployment has no number to send from. */
    NOT_CONFIGURED,
    /** The number's country is not among those that messages may be sent to. */
    COUNTRY_NOT_ALLOWED,
    /** The provider does not take this number: it is not on WhatsApp, or wants nothing of us. */
    NOT_DELIVERABLE,
    /** The phone has not written to us lately, so it gets no text, but a template. */
    WINDOW_CLOSED,
    /**
     * The provider takes nothing from us now: too many, a token or a template that is not valid.
     */
    NOT_TAKEN,
    /** The provider does not take the token of a business's own number. */
    TOKEN_REFUSED,
    /** The account of a business's own number has no such approved template. */
    TEMPLATE_REFUSED,
    /** The provider takes nothing from the account of a business's own number. */
    ACCOUNT_REFUSED;

    /** True for what the owner of a number has to mend. */
    public boolean isOfOwnNumber() {
      return switch (this) {
        case TOKEN_REFUSED, TEMPLATE_REFUSED, ACCOUNT_REFUSED -> true;
        default -> false;
      };
    }
  }
}
