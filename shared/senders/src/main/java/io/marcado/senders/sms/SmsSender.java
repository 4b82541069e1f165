package io.marcado.senders.sms;

import io.marcado.domain.PhoneNumber;

/**
 * Sends text messages. Each one costs money: count it against its limits first, and send nothing
 * when the count fails.
 */
public interface SmsSender {
  /** Longest text, in characters; longer ones would be cut into too many paid parts. */
  int LONGEST_TEXT = 480;

  /**
   * Hands a message over to the provider, once. An outage of the provider is an exception, never a
   * refusal.
   *
   * @param text 1 to {@value #LONGEST_TEXT} characters
   */
  Outcome send(PhoneNumber to, String text);

  /**
   * As {@link #send(PhoneNumber, String)}, for a message with an id of its own. A provider that
   * knows such keys sends nothing twice under the same one. Most know none, SNS among them, so that
   * it is the caller's task to ask once.
   *
   * @param messageId the same for the same message
   */
  default Outcome send(PhoneNumber to, String text, String messageId) {
    return send(to, text);
  }

  /** What became of a message. */
  sealed interface Outcome {
    /**
     * The provider has it.
     *
     * @param messageId the provider's own id of the message
     */
    record Accepted(String messageId) implements Outcome {}

    /** It was not sent and never will be, for example since its country is not served. */
    record Refused(Reason reason) implements Outcome {}
  }

  /** Why a message is not sent. */
  enum Reason {
    /** The number's country is not among those that messages may be sent to. */
    COUNTRY_NOT_ALLOWED,
    /** It is a fixed line, or the provider does not take this number or text. */
    NOT_DELIVERABLE
  }
}
