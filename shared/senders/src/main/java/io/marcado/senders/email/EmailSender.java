package io.marcado.senders.email;

/** Sends e-mails. Count each one against its limits first. */
public interface EmailSender {
  /** Longest subject, in characters; longer ones are cut off by the programs that show them. */
  int LONGEST_SUBJECT = 120;

  /** Longest text, in characters. */
  int LONGEST_TEXT = 4_000;

  /**
   * Hands an e-mail over to the provider, once. An outage of the provider is an exception, never a
   * refusal.
   *
   * @param to one address, as {@code Readers.email()} takes it
   * @param subject one line of 1 to {@value #LONGEST_SUBJECT} characters
   * @param text 1 to {@value #LONGEST_TEXT} characters
   */
  Outcome send(String to, String subject, String text);

  /**
   * As {@link #send(String, String, String)}, for a message with an id of its own. A provider that
   * knows such keys sends nothing twice under the same one. SES knows none, so that it is the
   * caller's task to ask once.
   *
   * @param messageId the same for the same message; 1 to 64 letters and digits
   */
  default Outcome send(String to, String subject, String text, String messageId) {
    return send(to, subject, text);
  }

  /**
   * As {@link #send(String, String, String, String)}, with an invitation for the reader's calendar.
   * It comes from the business by name, and from our address.
   */
  default Outcome send(
      String to, String subject, String text, String messageId, Invitation invitation) {
    return send(to, subject, text, messageId);
  }

  /** What became of an e-mail. */
  sealed interface Outcome {
    /**
     * The provider has it.
     *
     * @param messageId the provider's own id of the message
     */
    record Accepted(String messageId) implements Outcome {}

    /** It was not sent and never will be. */
    record Refused(Reason reason) implements Outcome {}
  }

  /** Why an e-mail is not sent. */
  enum Reason {
    /** This deployment has no address to send from. */
    NOT_CONFIGURED,
    /** The provider does not take this address or text. */
    NOT_DELIVERABLE
  }
}
