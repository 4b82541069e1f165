package io.marcado.platform.whatsapp;

import io.marcado.domain.PhoneNumber;
import java.util.Locale;

/**
 * Sends codes by WhatsApp. WhatsApp takes no text of ours for them: its approved template has the
 * words, and only the code is put in. Each one costs money: count it against its limits first, and
 * send nothing when the count fails.
 */
public interface WhatsAppSender {
  /** Longest code, in characters: what WhatsApp takes. */
  int LONGEST_CODE = 15;

  /**
   * Hands a code over to the provider, once. After {@link Outcome.Refused} it has surely not gone
   * out, so that it may go by another channel at once.
   *
   * @param code 1 to {@value #LONGEST_CODE} letters and digits
   * @param language whose words the template should have
   * @throws WhatsAppUnavailableException when there is no answer, or none that tells
   */
  Outcome send(PhoneNumber to, String code, Locale language);

  /** What became of a code. */
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

  /** Why a code is not sent. */
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
