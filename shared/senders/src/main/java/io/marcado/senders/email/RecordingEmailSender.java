package io.marcado.senders.email;

import java.util.ArrayList;
import java.util.List;

/** Keeps e-mails in memory and sends none: the fake that goes with the port, for tests. */
public final class RecordingEmailSender implements EmailSender {
  /** Where e-mails with invitations come from. */
  public static final String ADDRESS = "no-reply@example.com";

  private final EmailSender checked = new CheckedEmailSender(this::keep);
  private final List<Email> sent = new ArrayList<>();
  private final List<byte[]> invitations = new ArrayList<>();

  /** An e-mail as it would have gone out. */
  public record Email(String to, String subject, String text) {
    /** Hides the address, and the text, which may hold a code. */
    @Override
    public String toString() {
      return "Email";
    }
  }

  @Override
  public synchronized Outcome send(String to, String subject, String text) {
    return checked.send(to, subject, text);
  }

  @Override
  public synchronized Outcome send(
      String to, String subject, String text, String messageId, Invitation invitation) {
    Outcome outcome = checked.send(to, subject, text, messageId, invitation);
    invitations.add(RawEmail.of(ADDRESS, to, subject, text, messageId, invitation));
    return outcome;
  }

  private Outcome keep(String to, String subject, String text) {
    sent.add(new Email(to, subject, text));
    return new Outcome.Accepted("recorded-" + sent.size());
  }

  /** All e-mails, in the order in which they were sent. */
  public synchronized List<Email> sent() {
    return List.copyOf(sent);
  }

  /** Those of them that have an invitation, as MIME. */
  public synchronized List<byte[]> invitations() {
    return List.copyOf(invitations);
  }
}
