package io.marcado.senders.whatsapp;

import io.marcado.domain.PhoneNumber;

/**
 * Sends messages by WhatsApp. A business may not write first in words of its own: a template that
 * WhatsApp has approved has the words, and only its parameters are put in. Each message costs
 * money: count it against its limits first, and send nothing when the count fails.
 */
public interface WhatsAppSender {

  /**
   * Hands a message over to the provider, once. After {@link Outcome.Refused} it has surely not
   * gone out, so that it may go by another channel at once.
   *
   * @throws WhatsAppUnavailableException when there is no answer, or none that tells
   */
  Outcome send(PhoneNumber to, WhatsAppTemplate message);

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
    /** The provider does not take this number. */
    NOT_DELIVERABLE,
    /**
     * The provider takes nothing from us now: too many, a token or a template that is not valid.
     */
    NOT_TAKEN
  }
}
